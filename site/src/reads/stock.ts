import type { StockView, VialView } from '@sentra/contract'
import { openVialAdvice } from '@sentra/domain'
import type { SiteMoment } from '../clock/site-time.ts'
import { count, type Database, row, rows } from '../store/database.ts'
import { currentCampaign } from './campaign.ts'
import { doseAccount, isBalanced } from './doses.ts'
import { today } from './today.ts'

interface VialRow {
  readonly vialId: string
  readonly vialNumber: number
  readonly productId: string
  readonly lotNumber: string
  readonly expirationDate: string
  readonly dosesPerVial: number
  readonly dosesDrawn: number
  readonly openedAt: string
  readonly discardAt: string
  readonly closed: number
}

const vialColumns = `vial_id AS vialId, vial_number AS vialNumber, product_id AS productId, lot_number AS lotNumber,
  expiration_date AS expirationDate, doses_per_vial AS dosesPerVial, doses_drawn AS dosesDrawn, opened_at AS openedAt,
  discard_at AS discardAt, closed_reason IS NOT NULL AS closed`

export function vialById(db: Database, vialId: string): VialView | null {
  const found = row<VialRow>(db, `SELECT ${vialColumns} FROM vials WHERE vial_id = ?`, vialId)
  return found ? { ...found, closed: found.closed === 1 } : null
}

export function openVials(db: Database): VialView[] {
  return rows<VialRow>(
    db,
    `SELECT ${vialColumns} FROM vials WHERE closed_reason IS NULL ORDER BY opened_at, vial_number`,
  ).map((vial) => ({ ...vial, closed: false }))
}

export interface LotRow {
  readonly lotNumber: string
  readonly productId: string
  readonly expirationDate: string
  readonly dosesPerVial: number
  readonly vialsReceived: number
  readonly vialsOpened: number
  readonly vialsWasted: number
}

const lotColumns = `lot_number AS lotNumber, product_id AS productId, expiration_date AS expirationDate,
  doses_per_vial AS dosesPerVial, vials_received AS vialsReceived, vials_opened AS vialsOpened, vials_wasted AS vialsWasted`

export const lotByNumber = (db: Database, lotNumber: string) =>
  row<LotRow>(db, `SELECT ${lotColumns} FROM lots WHERE lot_number = ?`, lotNumber)

export function stockView(db: Database, now: SiteMoment): StockView {
  const vials = openVials(db)
  const campaign = currentCampaign(db)
  const figures = today(db, now)
  const lots = rows<LotRow>(db, `SELECT ${lotColumns} FROM lots ORDER BY expiration_date, lot_number`)
  const unopened = lots.reduce((sum, lot) => sum + lot.vialsReceived - lot.vialsOpened - lot.vialsWasted, 0)
  return {
    lots: lots.map((lot) => {
      const account = doseAccount(db, lot.lotNumber)
      return {
        ...lot,
        vialsUnopened: lot.vialsReceived - lot.vialsOpened - lot.vialsWasted,
        dosesGiven: account.given,
        dosesWasted: account.wastedOpen + account.wastedUnopened,
        extraDoses: account.extra,
        dosesOnHand: account.onHand,
        expired: now.localDate > lot.expirationDate,
      }
    }),
    openVials: vials,
    openVialAdvice: openVialAdvice({
      dosesInOpenVials: vials
        .filter((vial) => now.instant <= vial.discardAt)
        .reduce((sum, vial) => sum + Math.max(0, vial.dosesPerVial - vial.dosesDrawn), 0),
      vialsUnopened: unopened,
      dosesPerVial: lots.at(-1)?.dosesPerVial ?? 1,
      peoplePresent: peoplePresent(db, now.localDate),
      peopleStillExpected: campaign && now.localTime < campaign.closesAt ? figures.placesLeft : 0,
      lastDay: figures.daysLeft === 1,
    }),
    balanced: isBalanced(doseAccount(db)),
  }
}

/** People in the hall who hold a dose and have not had it. */
function peoplePresent(db: Database, localDate: string): number {
  return count(
    db,
    "SELECT count(*) FROM tickets WHERE valid_on = ? AND state IN ('waiting', 'called', 'in-visit')",
    localDate,
  )
}
