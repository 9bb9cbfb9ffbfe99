import type { CheckResult } from '../checks/evidence.ts'
import type { DayFigures } from './day-figures.ts'

const columns: readonly [keyof DayFigures, string][] = [
  ['date', 'date'],
  ['comers', 'came'],
  ['cameBack', 'returned'],
  ['quota', 'quota'],
  ['given', 'given'],
  ['deferred', 'deferred'],
  ['wasted', 'wasted'],
  ['returnTickets', 'ret.tickets'],
  ['turnedAway', 'turned away'],
  ['stockLeft', 'stock left'],
  ['longestLine', 'longest line'],
  ['longestWaitMinutes', 'wait min'],
  ['outages', 'outages'],
  ['outageHours', 'hours down'],
  ['localCards', 'local cards'],
  ['exchanged', 'exchanged'],
  ['backlogMax', 'backlog max'],
]

/** The day-by-day table for a terminal. */
export function dayTable(days: readonly DayFigures[]): string {
  const rows = [
    columns.map(([, title]) => title),
    ...days.map((day) => columns.map(([key]) => String(day[key]))),
  ]
  const widths = columns.map((_, at) => Math.max(...rows.map((row) => row[at]!.length)))
  return rows.map((row) => row.map((cell, at) => cell.padStart(widths[at]!)).join('  ')).join('\n')
}

/** One line for each promise, its numbers, and what is wrong if anything is. */
export function checkLines(results: readonly CheckResult[]): string {
  return results
    .map(({ passed, promise, title, figures, problems }) => {
      const numbers = Object.entries(figures)
        .map(([name, value]) => `${name} ${value}`)
        .join(', ')
      return [
        `${passed ? 'PASS' : 'FAIL'}  ${promise.padEnd(5)}  ${title}`,
        `             ${numbers}`,
        ...problems.map((problem) => `             ✗ ${problem}`),
      ].join('\n')
    })
    .join('\n')
}
