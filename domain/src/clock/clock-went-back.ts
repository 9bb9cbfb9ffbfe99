import type { Instant } from '@sentra/contract'

/** A clock is put right by seconds all day long. */
const toleranceSeconds = 60

/**
 * Whether something that was recorded lies ahead of this clock: it has been set back since, or was set forward
 * then. How much time went by nobody knows but a watch, so no rule may make a person wait for this clock.
 */
export function clockWentBack(recorded: Instant, now: Instant): boolean {
  return wentBackBy((Date.parse(now) - Date.parse(recorded)) / 1000)
}

/** The same for seconds that have gone by: less than none. */
export function wentBackBy(secondsSince: number): boolean {
  return secondsSince < -toleranceSeconds
}
