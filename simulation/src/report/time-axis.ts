import type { KarawangPlan } from '../karawang/plan.ts'
import { dateOfDay, momentOf } from '../karawang/plan-time.ts'

/** Days side by side, each from early morning to night: nothing happens between, so nothing is drawn. */
export interface TimeAxis {
  readonly width: number
  readonly days: readonly {
    readonly from: number
    readonly until: number
    readonly label: string
    readonly x: number
    readonly width: number
  }[]
  /** The horizontal place of a moment; nights are squeezed to nothing. */
  x(moment: number): number
}

export function timeAxis(plan: KarawangPlan, left: number, width: number): TimeAxis {
  const count = plan.days + 1
  const each = width / count
  const days = Array.from({ length: count }, (_, at) => ({
    from: momentOf(plan, at + 1, '06:30'),
    until: momentOf(plan, at + 1, '21:00'),
    label: dateOfDay(plan, at + 1).slice(5),
    x: left + at * each,
    width: each,
  }))
  const x = (moment: number) => {
    const day = days.findLast((candidate) => moment >= candidate.from) ?? days[0]!
    const share = Math.min(1, Math.max(0, (moment - day.from) / (day.until - day.from)))
    return day.x + share * day.width
  }
  return { width, days, x }
}
