import type { EventDraft, Instant, SiteTime } from '@sentra/contract'
import { must } from '../must.ts'
import { type Product, productName } from '../products/product.ts'
import { type Refusal, refuse } from '../refusal.ts'
import type { Lot } from './vial.ts'

/**
 * Opens the next vial of a lot and starts its discard clock: the product's open-vial hours, or the
 * end of the session, whichever is first (WHO/IVB/14.07). A session that runs past its hour to serve
 * the line has no planned end any more, so then only the hours count.
 *
 * With `demand` given, a vial is not opened while the open ones hold enough for what may still be
 * given today: what they hold cannot be kept overnight, and tomorrow's doses are promised to people.
 */
export function openVial(
  lot: Lot,
  product: Product,
  now: SiteTime,
  /** When today's session is planned to end; null while it is not open. */
  sessionEnd: Instant | null,
  vialId: string,
  vialNumber: number,
  demand?: {
    readonly dosesInOpenVials: number
    /** Quota less doses given, or the live tickets of today where those are more. */
    readonly dosesStillToGive: number
  },
):
  | EventDraft<'stock.vial-opened'>
  | Refusal<
      | 'session-not-open'
      | 'lot-expired'
      | 'no-vials-left'
      | 'wrong-product'
      | 'quota-given'
      | 'open-vials-suffice'
    > {
  if (sessionEnd === null) return refuse('session-not-open')
  const { lotNumber, expirationDate, dosesPerVial, productId } = lot
  if (productId !== product.productId)
    return refuse('wrong-product', {
      field: 'lotNumber',
      details: { productId: productName(productId), campaignProductId: product.name },
    })
  if (now.localDate > expirationDate)
    return refuse('lot-expired', { field: 'lotNumber', details: { lotNumber, expirationDate } })
  if (lot.vialsUnopened < 1)
    return refuse('no-vials-left', { field: 'lotNumber', details: { lotNumber, vialsUnopened: 0 } })
  if (demand !== undefined && demand.dosesStillToGive <= 0) return refuse('quota-given')
  if (demand !== undefined && demand.dosesInOpenVials >= demand.dosesStillToGive)
    return refuse('open-vials-suffice', { details: { ...demand } })

  return {
    type: 'stock.vial-opened',
    data: {
      vialId,
      vialNumber,
      productId,
      lotNumber,
      expirationDate,
      dosesPerVial,
      openedAt: now.instant,
      openedOn: now.localDate,
      discardAt: discardTime(now.instant, product.openVialHours, sessionEnd),
    },
  }
}

function discardTime(openedAt: Instant, openVialHours: number, sessionEnd: Instant): Instant {
  must(openVialHours > 0, 'an opened vial may be used for some time')
  const byHours = new Date(Date.parse(openedAt) + openVialHours * 3_600_000).toISOString()
  return sessionEnd > openedAt && sessionEnd < byHours ? sessionEnd : byHours
}
