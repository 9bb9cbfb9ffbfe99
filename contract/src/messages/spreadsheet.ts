import type { Language } from '../values/index.ts'

/** A spreadsheet set to Indonesian splits at semicolons, because the comma is in its numbers. */
const separators: Record<Language, string> = { id: ';', en: ',' }

/**
 * A table for a spreadsheet: UTF-8 with a mark that says so, figures as figures, words in quotes. A cell that a
 * spreadsheet would run as a formula is made plain text.
 */
export function spreadsheetTable(
  rows: readonly (readonly (string | number)[])[],
  language: Language,
): string {
  const written = (cell: string | number) =>
    typeof cell === 'number' ? String(cell) : quoted(plainText(cell))
  return `\uFEFF${rows.map((cells) => `${cells.map(written).join(separators[language])}\r\n`).join('')}`
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`

/** OWASP, "CSV Injection": what begins with one of these is run by a spreadsheet, also inside quotes. */
const plainText = (text: string) => (/^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text)
