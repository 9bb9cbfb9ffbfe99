import type { SiteTime } from '@sentra/contract'
import { must } from '../must.ts'
import { type Refusal, refuse } from '../refusal.ts'
import type { Vial } from './vial.ts'

export interface DoseDrawn {
  readonly vialId: string
  readonly lotNumber: string
  /** 1 is the first dose out of the vial. */
  readonly vialDose: number
  /** Beyond the label. */
  readonly extraDose: boolean
}

/**
 * Draws one dose from an open vial, or says why not.
 *
 * Everything it needs is in the arguments, so a site decides alone, offline. An expiration date is a
 * local date: by UTC, an expired lot would stay in use in Karawang until seven the next morning.
 * A vial sometimes holds one dose more than its label. It may be given, when the vaccinator says so.
 */
export function drawDose(
  vial: Vial,
  now: SiteTime,
  extra: { readonly extraDoseStated: boolean; readonly allowExtra: boolean },
):
  | DoseDrawn
  | Refusal<'vial-closed' | 'lot-expired' | 'discard-time-passed' | 'vial-empty' | 'extra-dose-not-stated'> {
  const { vialNumber, lotNumber, expirationDate, dosesPerVial, dosesDrawn, discardAt } = vial
  must(dosesDrawn <= dosesPerVial + 1, 'no vial gives more than one dose beyond its label')

  if (vial.closed) return refuse('vial-closed', { field: 'vialId', details: { vialNumber } })
  if (now.localDate > expirationDate)
    return refuse('lot-expired', { field: 'vialId', details: { lotNumber, expirationDate } })
  if (now.instant > discardAt)
    return refuse('discard-time-passed', { field: 'vialId', details: { vialNumber, discardAt } })

  const extraDose = dosesDrawn >= dosesPerVial
  if (extraDose && (!extra.allowExtra || dosesDrawn > dosesPerVial))
    return refuse('vial-empty', { field: 'vialId', details: { vialNumber, dosesDrawn } })
  if (extraDose && !extra.extraDoseStated)
    return refuse('extra-dose-not-stated', {
      field: 'extraDoseStated',
      details: { vialNumber, dosesPerVial },
    })

  return { vialId: vial.vialId, lotNumber, vialDose: dosesDrawn + 1, extraDose }
}
