import type { Language } from '@sentra/contract'
import { isoInZone, type OutageReport, type ReportCell, reportRows } from './outage-report.ts'
import { reportColumns, reportWords } from './report-words.ts'

/** A spreadsheet set to Indonesian splits at semicolons, because the comma is in its numbers. */
const separators: Record<Language, string> = { id: ';', en: ',' }

/**
 * The report as a table for a spreadsheet: UTF-8 with a mark that says so, ISO times with the site's offset, one
 * row for each outage. A cell that a spreadsheet would run as a formula is made plain text.
 */
export function outageCsv(report: OutageReport, language: Language): string {
  const say = reportWords[language]
  const header = reportColumns.map((column) => quoted(say.columns[column]))
  const rows = reportRows(report, language).map((cells) =>
    cells.map((cell) => written(cell, report.timeZone)),
  )
  return `\uFEFF${[header, ...rows].map((cells) => `${cells.join(separators[language])}\r\n`).join('')}`
}

function written(cell: ReportCell, timeZone: string): string {
  if ('figure' in cell) return String(cell.figure)
  if ('moment' in cell) return quoted(isoInZone(cell.moment, timeZone))
  return quoted(plainText(cell.words))
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`

/** OWASP, "CSV Injection": what begins with one of these is run by a spreadsheet, also inside quotes. */
const plainText = (text: string) => (/^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text)
