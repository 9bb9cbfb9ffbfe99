import { type Stack, type StackEntry, serialOf } from './stack.ts'

/**
 * The stack as CSV (RFC 4180, UTF-8), for the records: numbers, verdicts and times, and no names. Who was
 * vaccinated is in the records already; a file in a download folder is read by whoever finds it.
 */
export function stackCsv(stack: Stack): string {
  return [columns.map(([name]) => name), ...stack.entries.map((entry) => columns.map(([, of]) => of(entry)))]
    .map((row) => `${row.map((cell) => quoted(String(cell))).join(',')}\r\n`)
    .join('')
}

const columns: readonly (readonly [name: string, of: (entry: StackEntry) => string | number])[] = [
  ['place', ({ place }) => place],
  ['card_number', ({ verdict }) => serialOf(verdict) ?? ''],
  ['card_kind', ({ verdict }) => verdict.card?.kind ?? ''],
  ['verdict', ({ verdict }) => verdict.kind],
  ['reason', ({ verdict }) => verdict.reason],
  ['status_known', ({ verdict }) => (verdict.statusKnown ? 'yes' : 'no')],
  ['status_as_of', ({ verdict }) => verdict.statusAsOf ?? ''],
  ['site', ({ verdict: { card } }) => (card?.kind === 'local' ? card.site.siteId : '')],
  ['times_scanned', ({ times }) => times],
  ['scanned_at', ({ scannedAt }) => scannedAt],
]

/** A cell that begins like a formula would be run by a spreadsheet: an apostrophe makes it text. */
function quoted(cell: string): string {
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
