import type { LinkFailure } from './hub-link.ts'

/** The one place that decides how long to wait before trying again. */
export interface RetryBounds {
  /** The first wait is up to this. */
  readonly baseMs: number
  /** And no wait of our own choice is longer. */
  readonly capMs: number
}

export const usualRetryBounds: RetryBounds = { baseMs: 1_000, capMs: 300_000 }

/** A hub that says "next week" is asked again after an hour. */
const retryAfterMsMax = 3_600_000

/**
 * Milliseconds to wait after the `failures`-th failure in a row.
 *
 * Full jitter: anywhere between nothing and the doubled base, so that sites that lost the hub together do not come
 * back together. When the hub itself says "later", half of the wait is certain. When it says how much later, that is
 * kept and some jitter is added on top, never taken off. `chance` is in [0, 1).
 */
export function retryDelay(
  failures: number,
  chance: number,
  { baseMs, capMs }: RetryBounds,
  hub: { readonly kind?: LinkFailure; readonly retryAfterMs?: number | undefined } = {},
): number {
  if (hub.retryAfterMs !== undefined) {
    const asked = Math.min(hub.retryAfterMs, retryAfterMsMax)
    return asked + chance * Math.max(asked / 2, baseMs)
  }
  const longest = Math.min(capMs, baseMs * 2 ** Math.min(failures - 1, 40))
  return hub.kind === 'overloaded' ? longest / 2 + (chance * longest) / 2 : chance * longest
}
