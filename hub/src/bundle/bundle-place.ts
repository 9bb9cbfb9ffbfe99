/** A file that still comes after so long gives way: sixty megabytes on a usual line have come by then. */
export const patienceMilliseconds = 60_000

export type BundlePlace = {
  /** All bytes are here; from now on the place is kept until `leave`, also when nobody waits for the answer any more. */
  arrived(): void
  /** The connection has ended. */
  ended(): void
  /** The work is done. */
  leave(): void
}

/**
 * The one place for a bundle, taken before a byte of it is read: nobody has to sign in to send one, and two of them are
 * more memory than a hub has to spare. Who sends a byte at a time keeps it for a minute and no longer than nobody else
 * comes; then `cut` ends that connection.
 *
 * `now`: milliseconds of a steady clock. Answers with undefined when the place is taken.
 */
export function openBundlePlace(now: () => number = () => performance.now()) {
  let taken: { since: number; isHere: boolean; cut: () => void } | undefined
  return {
    enter: (cut: () => void): BundlePlace | undefined => {
      const before = taken
      if (before && (before.isHere || now() - before.since < patienceMilliseconds)) return undefined
      const own = { since: now(), isHere: false, cut }
      taken = own
      before?.cut()
      const leave = () => {
        if (taken === own) taken = undefined
      }
      return {
        leave,
        ended: () => {
          if (!own.isHere) leave()
        },
        arrived: () => {
          own.isHere = true
        },
      }
    },
  }
}
