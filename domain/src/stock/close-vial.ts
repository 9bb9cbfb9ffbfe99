import type { EventDraft, SiteTime, VialClosed } from '@sentra/contract'
import { type Refusal, refuse } from '../refusal.ts'
import { dosesLeftIn, type Vial } from './vial.ts'

/**
 * Closes a vial: empty, or with a reason for what is thrown away. "Empty" with doses left by the
 * record is refused, because then either a dose was not recorded or the vial is not empty.
 */
export function closeVial(
  vial: Vial | null,
  reason: VialClosed['reason'],
  now: SiteTime,
): EventDraft<'stock.vial-closed'> | Refusal<'unknown-vial' | 'vial-closed' | 'vial-not-empty'> {
  if (vial === null) return refuse('unknown-vial', { field: 'vialId' })
  const { vialId, vialNumber, dosesDrawn } = vial
  if (vial.closed) return refuse('vial-closed', { field: 'vialId', details: { vialNumber } })

  const dosesLeft = dosesLeftIn(vial)
  if (reason === 'empty' && dosesLeft > 0)
    return refuse('vial-not-empty', { field: 'reason', details: { vialNumber, dosesLeft } })
  return {
    type: 'stock.vial-closed',
    data: { vialId, closedOn: now.localDate, dosesDrawn, dosesWasted: dosesLeft, reason },
  }
}
