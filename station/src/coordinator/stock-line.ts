import type { LocalDate } from '@sentra/contract'

export interface StockLine {
  readonly dosesReceived: number
  readonly days: number
  /** Stock at the opening of each day (0 = first day) under an even plan, down to 0 after the last. */
  readonly plan: readonly number[]
  /** What was really there, as far as known: `at` is in days from the first opening. */
  readonly actual: readonly { at: number; doses: number }[]
}

/** Stock against the even plan, from the day accounts: the picture of "lasts exactly its horizon". */
export function stockLine(input: {
  firstDay: LocalDate
  days: number
  dosesReceived: number
  closed: readonly { day: number; dosesAtOpening: number; dosesAtClose: number | null }[]
  today: { localDate: LocalDate; dosesOnHand: number }
}): StockLine {
  const plan = Array.from({ length: input.days + 1 }, (_, day) =>
    Math.round(input.dosesReceived * (1 - day / input.days)),
  )
  const actual = input.closed
    .filter((day) => day.day >= 1 && day.day <= input.days)
    .flatMap((day) => [
      { at: day.day - 1, doses: day.dosesAtOpening },
      ...(day.dosesAtClose === null
        ? [{ at: day.day - 0.5, doses: input.today.dosesOnHand }]
        : [{ at: day.day, doses: day.dosesAtClose }]),
    ])
  return {
    dosesReceived: input.dosesReceived,
    days: input.days,
    plan,
    actual: actual.length > 0 ? actual : [{ at: 0, doses: input.today.dosesOnHand }],
  }
}
