import { count, type Database } from '../store/database.ts'

/** The account of doses, in doses. Unopened vials count what their label says; an open vial what it still holds. */
export interface DoseAccount {
  readonly received: number
  readonly onHand: number
  /** Of these, in vials that are open now: they do not keep overnight. */
  readonly inOpenVials: number
  readonly given: number
  readonly extra: number
  /** Left in vials that were closed. */
  readonly wastedOpen: number
  /** Unopened vials written off. */
  readonly wastedUnopened: number
}

export function doseAccount(db: Database, lotNumber?: string): DoseAccount {
  const lots = lotNumber ? 'WHERE lot_number = ?' : ''
  const bound = lotNumber ? [lotNumber] : []
  const sum = (table: string, expression: string) =>
    count(db, `SELECT coalesce(sum(${expression}), 0) FROM ${table} ${lots}`, ...bound)
  const inOpenVials = sum(
    'vials',
    'CASE WHEN closed_reason IS NULL THEN max(0, doses_per_vial - doses_drawn) ELSE 0 END',
  )
  return {
    received: sum('lots', 'vials_received * doses_per_vial'),
    onHand: sum('lots', '(vials_received - vials_opened - vials_wasted) * doses_per_vial') + inOpenVials,
    inOpenVials,
    given: sum('vials', 'doses_drawn'),
    extra: sum('vials', 'extra_doses'),
    wastedOpen: sum('vials', 'doses_wasted'),
    wastedUnopened: sum('lots', 'vials_wasted * doses_per_vial'),
  }
}

/** received + extra = given + wasted + on hand, to the dose; anything else is a defect, shown and never hidden. */
export function isBalanced(account: DoseAccount): boolean {
  return (
    account.received + account.extra ===
    account.given + account.wastedOpen + account.wastedUnopened + account.onHand
  )
}

export const dosesGivenOn = (db: Database, localDate: string) =>
  count(db, 'SELECT count(*) FROM immunizations WHERE local_date = ?', localDate)

export const dosesWastedOn = (db: Database, localDate: string) =>
  count(db, 'SELECT coalesce(sum(doses_wasted), 0) FROM vials WHERE closed_on = ?', localDate)
