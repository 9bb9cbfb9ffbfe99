import { type Language, spreadsheetTable } from '@sentra/contract'
import { isoInZone, type OutageReport, reportRows } from './outage-report.ts'
import { reportColumns, reportWords } from './report-words.ts'

/** The report for a spreadsheet: ISO times with the site's offset, one row for each outage. */
export function outageCsv(report: OutageReport, language: Language): string {
  const say = reportWords[language]
  const header = reportColumns.map((column) => say.columns[column])
  const rows = reportRows(report, language).map((cells) =>
    cells.map((cell) => {
      if ('figure' in cell) return cell.figure
      return 'moment' in cell ? isoInZone(cell.moment, report.timeZone) : cell.words
    }),
  )
  return spreadsheetTable([header, ...rows], language)
}
