import type { ClockTrouble } from '@sentra/contract'

/** So much may a laptop's clock differ: nothing here needs it closer. */
const toleranceMinutes = 2

/**
 * How far this laptop's clock is wrong, as far as it can be known here; null: nothing speaks against it.
 *
 * Without a network the log tells: its newest fact was written before now. With one, the hub has said what time it is.
 * Order in the log never depends on it, but days, discard times and certificates do, so people must hear of it.
 *
 * @param clock times in milliseconds; `hubAheadMs` by how much the hub's clock is ahead of this one, null: never heard
 */
export function clockTrouble(clock: {
  readonly now: number
  readonly newestFactAt: number | null
  readonly hubAheadMs: number | null
}): ClockTrouble | null {
  const behind = clock.newestFactAt === null ? 0 : minutes(clock.newestFactAt - clock.now)
  if (behind > toleranceMinutes) return { kind: 'went-back', minutesBehind: behind }
  const hubAhead = minutes(clock.hubAheadMs ?? 0)
  return Math.abs(hubAhead) > toleranceMinutes ? { kind: 'hub-differs', minutesBehind: hubAhead } : null
}

function minutes(milliseconds: number): number {
  return Math.round(milliseconds / 60_000)
}
