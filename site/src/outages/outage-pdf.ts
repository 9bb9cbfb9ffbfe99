import { Sheet } from '@sentra/card/paper'
import type { Language, OutageView } from '@sentra/contract'
import { causeInWords, isoInZone, type OutageReport, outageMinutes, targetInWords } from './outage-report.ts'
import { fillReport, type ReportWords, reportWords } from './report-words.ts'

/** A4 upright, millimetres. */
const page = { width: 210, height: 297, margin: 16 }
const inner = page.width - 2 * page.margin
const bottom = page.height - page.margin

/** The report on paper, to be signed and handed on: a block for each outage, the oldest first. */
export async function outagePdf(report: OutageReport, language: Language): Promise<Uint8Array> {
  const say = reportWords[language]
  const { siteName, siteId, timeZone, madeAt } = report
  const sheet = new Sheet(`${say.title} · ${siteName}`, madeAt)
  const x = page.margin
  sheet.page(page.width, page.height)
  let top = sheet.text(x, page.margin, inner, say.title, { size: 20, weight: 'bold' })
  top = sheet.text(x, top, inner, `${siteName} (${siteId})`, { size: 12 }) + 1
  const made = fillReport(say.made, { time: moment(madeAt, timeZone), zone: timeZone })
  top = sheet.text(x, top, inner, made, { size: 9, color: '#333333' })
  top = sheet.text(x, top, inner, say.noPeople, { size: 9, color: '#333333' }) + 3
  top = sheet.text(x, top, inner, summary(report, say), { size: 11, weight: 'bold' }) + 3

  for (const outage of report.outages.toSorted((one, other) => one.since.localeCompare(other.since))) {
    const draw = (from: number) => drawOutage(sheet, from, outage, report, language)
    const height = sheet.measure(() => draw(0))
    if (top + height > bottom) {
      sheet.page(page.width, page.height)
      top = page.margin
    }
    sheet.rectangle(x, top, inner, 0.3, '#888888')
    top = draw(top + 2) + 3
  }
  return sheet.finish()
}

function summary({ outages, madeAt }: OutageReport, say: ReportWords): string {
  if (outages.length === 0) return say.none
  const sum = (figure: (outage: OutageView) => number) =>
    outages.reduce((total, outage) => total + figure(outage), 0)
  return fillReport(say.sums, {
    count: outages.length,
    minutes: sum((outage) => outageMinutes(outage, madeAt)),
    doses: sum(({ dosesGiven }) => dosesGiven),
    cards: sum(({ localCards }) => localCards),
    exchanged: sum(({ cardsExchanged }) => cardsExchanged ?? 0),
  })
}

function drawOutage(
  sheet: Sheet,
  top: number,
  outage: OutageView,
  { timeZone, madeAt }: OutageReport,
  language: Language,
): number {
  const say = reportWords[language]
  const x = page.margin
  const at = (instant: string) => moment(instant, timeZone)
  const kind = outage.cause === 'declared' ? say.declared : say.detected
  const heading = `${targetInWords(outage, language)} · ${kind} · ${outageMinutes(outage, madeAt)} min`
  let y = sheet.text(x, top, inner, heading, { size: 12, weight: 'bold' })
  const until = outage.until ? at(outage.until) : say.stillOut
  y = sheet.text(x, y, inner, `${at(outage.since)} – ${until}`, { size: 11 })
  const line = (column: keyof ReportWords['columns'], value: string | number | null | undefined) => {
    if (value === null || value === undefined || value === '') return
    y = sheet.text(x, y, inner, `${say.columns[column]}: ${value}`, { size: 10 })
  }
  line('cause', causeInWords(outage, language))
  line('note', outage.declared?.note)
  line('declaredBy', outage.declaredBy)
  line('endedBy', outage.endedBy)
  line('people', outage.people)
  line('dosesGiven', outage.dosesGiven)
  line('localCards', outage.localCards)
  line('cardsExchanged', outage.cardsExchanged)
  line('backlog', outage.backlog)
  if (outage.target === 'hub') line('drainedAt', outage.drainedAt ? at(outage.drainedAt) : say.notYet)
  else line('drainedAt', say.notMeasured)
  return y
}

/** `2021-08-05 10:15` on the site's own wall. */
const moment = (instant: string | Date, timeZone: string) =>
  isoInZone(instant, timeZone).slice(0, 16).replace('T', ' ')
