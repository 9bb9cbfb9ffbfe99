import { closeVial, isRefusal, openVial, productOn, receiveStock, refuse, wasteStock } from '@sentra/domain'
import { instantOf, type SiteMoment } from '../clock/site-time.ts'
import { currentCampaign, sessionOn } from '../reads/campaign.ts'
import { doseAccount, dosesGivenOn } from '../reads/doses.ts'
import { lotByNumber, vialById } from '../reads/stock.ts'
import { liveTicketsOn } from '../reads/tickets.ts'
import type { Site } from '../site.ts'
import { count, type Database } from '../store/database.ts'
import type { CommandHandlers } from './command-context.ts'

export const stockHandlers: CommandHandlers<
  'stock.receive' | 'stock.waste' | 'stock.open-vial' | 'stock.close-vial'
> = {
  'stock.receive': ({ site, now, commandId }, delivery) => {
    const product = productOn(delivery.productId, now.localDate)
    if (isRefusal(product)) return product
    return receiveStock({
      deliveryId: commandId,
      delivery,
      product,
      today: now.localDate,
      knownLot: lot(site.db, delivery.lotNumber),
    })
  },

  'stock.waste': ({ site }, wastage) => wasteStock(lot(site.db, wastage.lotNumber), wastage),

  'stock.open-vial': ({ site, now, commandId }, { lotNumber }) => {
    const campaign = currentCampaign(site.db)
    if (!campaign) return refuse('no-campaign')
    const product = productOn(campaign.productId, now.localDate)
    if (isRefusal(product)) return product
    const quota = sessionOn(site.db, now.localDate)?.quota ?? 0
    // After a loss the quota shrinks; the people who hold tickets still count.
    const dosesStillToGive = Math.max(
      quota - dosesGivenOn(site.db, now.localDate),
      liveTicketsOn(site.db, now.localDate, true),
    )
    const known = lot(site.db, lotNumber)
    if (!known) return refuse('unknown-lot', { field: 'lotNumber', details: { lotNumber } })
    return openVial(
      known,
      product,
      now,
      sessionEnd(site, now),
      commandId,
      count(site.db, 'SELECT count(*) FROM vials WHERE opened_on = ?', now.localDate) + 1,
      {
        dosesInOpenVials: doseAccount(site.db).inOpenVials,
        dosesStillToGive,
      },
    )
  },

  'stock.close-vial': ({ site, now }, { vialId, reason }) =>
    closeVial(vialById(site.db, vialId), reason, now),
}

/** When today's session is planned to end; null while none is open. */
export function sessionEnd(site: Site, now: SiteMoment): string | null {
  const campaign = currentCampaign(site.db)
  if (!campaign || sessionOn(site.db, now.localDate)?.state !== 'open') return null
  return instantOf(now.localDate, campaign.closesAt, site.timeZone)
}

function lot(db: Database, lotNumber: string) {
  const found = lotByNumber(db, lotNumber)
  if (!found) return null
  return { ...found, vialsUnopened: found.vialsReceived - found.vialsOpened - found.vialsWasted }
}
