import type { VialView } from '@sentra/contract'

/** Doses the label still promises; a dose beyond it has to be stated. */
export const dosesLeft = (vial: VialView) => Math.max(0, vial.dosesPerVial - vial.dosesDrawn)

/** The vial to draw from: the one chosen, else the one that must be discarded first and still has doses. */
export function vialToUse(vials: readonly VialView[], chosen: string | null): VialView | null {
  const picked = vials.find((vial) => vial.vialId === chosen)
  if (picked) return picked
  const usable = vials.filter((vial) => dosesLeft(vial) > 0)
  return usable.toSorted((one, other) => one.discardAt.localeCompare(other.discardAt))[0] ?? null
}
