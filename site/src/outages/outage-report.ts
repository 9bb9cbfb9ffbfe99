import {
  declaredReasonWords,
  type Language,
  type OutageView,
  outageCauseWords,
  outageTargetWords,
  outageWord,
} from '@sentra/contract'
import { reportColumns, reportWords } from './report-words.ts'

export interface OutageReport {
  readonly siteId: string
  readonly siteName: string
  readonly timeZone: string
  readonly madeAt: Date
  readonly outages: readonly OutageView[]
}

/** One cell: a figure stays a figure, a moment stays a moment; how each is written is for the paper or the table. */
export type ReportCell = { moment: string } | { figure: number } | { words: string }

const words = (text: string): ReportCell => ({ words: text })

/** The rows of the report, the oldest outage first, in the order of `reportColumns`. */
export function reportRows({ outages, madeAt }: OutageReport, language: Language): ReportCell[][] {
  return outages
    .toSorted((one, other) => one.since.localeCompare(other.since))
    .map((outage) => {
      const cells = cellsOf(outage, madeAt, language)
      return reportColumns.map((column) => cells[column])
    })
}

function cellsOf(
  outage: OutageView,
  madeAt: Date,
  language: Language,
): Record<(typeof reportColumns)[number], ReportCell> {
  const say = reportWords[language]
  const figure = (value: number | null | undefined, otherwise: string): ReportCell =>
    value === null || value === undefined ? words(otherwise) : { figure: value }
  const ofHub = outage.target === 'hub'
  const isDeclared = outage.cause === 'declared'
  return {
    target: words(targetInWords(outage, language)),
    kind: words(isDeclared ? say.declared : say.detected),
    since: { moment: outage.since },
    until: outage.until ? { moment: outage.until } : words(say.stillOut),
    minutes: { figure: outageMinutes(outage, madeAt) },
    cause: words(causeInWords(outage, language)),
    note: words(outage.declared?.note ?? ''),
    declaredBy: words(outage.declaredBy ?? ''),
    endedBy: words(outage.endedBy ?? ''),
    people: figure(outage.people, ''),
    dosesGiven: { figure: outage.dosesGiven },
    localCards: { figure: outage.localCards },
    cardsExchanged: figure(outage.cardsExchanged, ''),
    backlog: figure(outage.backlog, outage.until === null ? '' : say.notMeasured),
    drainedAt: outage.drainedAt ? { moment: outage.drainedAt } : words(ofHub ? say.notYet : say.notMeasured),
  }
}

/** Whole minutes, rounded up: an outage of ten seconds is not nothing. */
export function outageMinutes({ since, until }: OutageView, now: Date): number {
  const end = until === null ? now.getTime() : Date.parse(until)
  return Math.max(0, Math.ceil((end - Date.parse(since)) / 60_000))
}

export const targetInWords = ({ target }: OutageView, language: Language): string =>
  outageWord(outageTargetWords, target)[language]

/** What people saw, of a declared one; what the machine met, of the others. */
export function causeInWords({ cause, declared }: OutageView, language: Language): string {
  const word = declared
    ? outageWord(declaredReasonWords, declared.reason)
    : outageWord(outageCauseWords, cause)
  return word[language]
}

/** `2021-08-05T10:15:00+07:00`: what a spreadsheet and a program both read, with the site's own clock in it. */
export function isoInZone(instant: string | Date, timeZone: string): string {
  const at = new Date(instant)
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      timeZoneName: 'longOffset',
    })
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  )
  const offset = parts.timeZoneName?.replace('GMT', '') || '+00:00'
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:${parts.second}${offset}`
}
