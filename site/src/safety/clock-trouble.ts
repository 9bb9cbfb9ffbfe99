import type { ClockTrouble } from '@sentra/contract'

/** So much may a laptop's clock differ: nothing here needs it closer. */
const toleranceMinutes = 2

/**
 * How far this laptop's clock is wrong, as far as it can be known here; null: nothing speaks against it.
 *
 * With a network the hub says what time it is, and that is believed. Without one the log tells: no record was made later
 * than now. Order in the log never depends on it, but days, discard times and certificates do, so people must hear of it.
 *
 * @param clock times in milliseconds; `latestRecordAt` minus infinity: none yet; `hubAheadMs` by how much the hub's clock is
 *   ahead of this one, null: not heard lately
 */
export function clockTrouble(clock: {
  readonly now: number
  readonly latestRecordAt: number
  readonly hubAheadMs: number | null
}): ClockTrouble | null {
  if (clock.hubAheadMs !== null) {
    const hubAhead = minutes(clock.hubAheadMs)
    return Math.abs(hubAhead) > toleranceMinutes ? { kind: 'hub-differs', minutesBehind: hubAhead } : null
  }
  const behind = minutes(clock.latestRecordAt - clock.now)
  return behind > toleranceMinutes ? { kind: 'went-back', minutesBehind: behind } : null
}

function minutes(milliseconds: number): number {
  return Math.round(milliseconds / 60_000)
}
