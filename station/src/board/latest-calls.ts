import type { QueryAnswer } from '@sentra/contract'

type Call = QueryAnswer<'queue'>['called'][number]

/** As many as are read from the last row of chairs. */
const callsMax = 6
/** Who has not come by then was called again or missed. */
const shownMsMax = 15 * 60_000

/** Even where a desk is quick, a number stays long enough to be read by somebody who is slow. */
const shownMsMin = 30_000

/** Newest first, each person once: nobody is sent to the desk they have just left, or to one they have been to. */
export function latestCalls(called: readonly Call[], now: number): Call[] {
  const seen = new Set<string>()
  return called
    .toSorted((one, other) => other.at.localeCompare(one.at))
    .filter((call) => {
      if (seen.has(call.number)) return false
      seen.add(call.number)
      return now - Date.parse(call.at) <= (call.movedOn ? shownMsMin : shownMsMax)
    })
    .slice(0, callsMax)
}
