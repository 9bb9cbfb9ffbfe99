import type { Instant, LocalDate } from '@sentra/contract'

/** A lot as the site holds it. */
export interface Lot {
  readonly lotNumber: string
  readonly productId: string
  /** The last day of use, in local time. */
  readonly expirationDate: LocalDate
  readonly dosesPerVial: number
  readonly vialsUnopened: number
}

/** An opened vial. */
export interface Vial {
  readonly vialId: string
  readonly vialNumber: number
  readonly productId: string
  readonly lotNumber: string
  readonly expirationDate: LocalDate
  readonly dosesPerVial: number
  readonly dosesDrawn: number
  readonly openedAt: Instant
  readonly discardAt: Instant
  readonly closed: boolean
}

/** Doses the label still promises; an extra dose already drawn does not make it negative. */
export function dosesLeftIn(vial: Pick<Vial, 'dosesPerVial' | 'dosesDrawn' | 'closed'>): number {
  return vial.closed ? 0 : Math.max(0, vial.dosesPerVial - vial.dosesDrawn)
}
