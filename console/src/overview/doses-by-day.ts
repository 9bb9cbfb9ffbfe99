import type { ConsoleSummary } from '@sentra/contract'

export interface DayOfDoses {
  readonly localDate: string
  readonly doses: number
}

/** A campaign's month; older days are in the exports. */
export const daysShownMax = 31

/**
 * All sites together, one entry for every calendar day between the first and the last, because a day
 * without doses is news too. At most the last `daysShownMax`.
 */
export function dosesOfEachDay(days: ConsoleSummary['dosesByDay']): DayOfDoses[] {
  const byDate = new Map<string, number>()
  for (const { localDate, doses } of days) byDate.set(localDate, (byDate.get(localDate) ?? 0) + doses)
  const last = [...byDate.keys()].sort().at(-1)
  const first = [...byDate.keys()].sort()[0]
  if (!first || !last) return []
  const shown: DayOfDoses[] = []
  for (let date = last; date >= first && shown.length < daysShownMax; date = dayBefore(date)) {
    shown.unshift({ localDate: date, doses: byDate.get(date) ?? 0 })
  }
  return shown
}

function dayBefore(localDate: string): string {
  return new Date(Date.parse(`${localDate}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
}
