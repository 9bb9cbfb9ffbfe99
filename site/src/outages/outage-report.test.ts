import assert from 'node:assert/strict'
import type { OutageView } from '@sentra/contract'
import { test } from 'vitest'
import { pdfText } from '../testing/pdf-text.ts'
import { outageCsv } from './outage-csv.ts'
import { outagePdf } from './outage-pdf.ts'
import { isoInZone, type OutageReport } from './outage-report.ts'
import { reportColumns } from './report-words.ts'

const outage = (more: Partial<OutageView> = {}): OutageView => ({
  outageId: '0179e3a0-0000-7000-8000-000000000001',
  target: 'hub',
  since: '2021-08-05T03:15:00.000Z',
  until: '2021-08-05T05:45:30.000Z',
  cause: 'black-hole',
  dosesGiven: 61,
  people: 64,
  localCards: 58,
  cardsExchanged: 40,
  drainedAt: '2021-08-05T05:47:00.000Z',
  backlog: 512,
  declaredBy: null,
  endedBy: null,
  declared: null,
  ...more,
})
const declared = outage({
  outageId: '0179e3a0-0000-7000-8000-000000000002',
  target: 'pcare',
  since: '2021-08-05T02:00:00.000Z',
  until: null,
  cause: 'declared',
  drainedAt: null,
  backlog: null,
  declaredBy: 'C-01',
  declared: { reason: 'cannot-save', note: '=HYPERLINK("http://x")' },
})
const report = (outages: OutageView[], timeZone = 'Asia/Jakarta'): OutageReport => ({
  siteId: 'krw-01',
  siteName: 'Stadion Singaperbangsa',
  timeZone,
  madeAt: new Date('2021-08-05T07:00:00.000Z'),
  outages,
})

/** A spreadsheet's own way of reading, as far as this table needs it. */
function read(csv: string, separator: string): string[][] {
  const text = csv.replace(/^\uFEFF/, '')
  return text
    .trimEnd()
    .split('\r\n')
    .map((line) =>
      [...line.matchAll(new RegExp(`("(?:[^"]|"")*"|[^${separator}]*)(?:${separator}|$)`, 'g'))]
        .slice(0, reportColumns.length)
        .map(([, cell]) => cell!.replace(/^"|"$/g, '').replaceAll('""', '"')),
    )
}
const at = (row: string[], column: (typeof reportColumns)[number]) => row[reportColumns.indexOf(column)]

test('the table opens in a spreadsheet: marked as UTF-8, a row for each outage, times by the site’s clock', () => {
  const csv = outageCsv(report([outage(), declared]), 'en')
  assert.ok(csv.startsWith('\uFEFF"Service","Kind","Begin"'))
  const [, first, second] = read(csv, ',')
  assert.equal(at(first!, 'target'), 'PCare', 'the oldest first')
  assert.equal(at(second!, 'since'), '2021-08-05T10:15:00+07:00')
  assert.equal(at(second!, 'minutes'), '151')
  assert.equal(at(second!, 'backlog'), '512')
  assert.equal(at(second!, 'drainedAt'), '2021-08-05T12:47:00+07:00')
  assert.equal(at(first!, 'until'), 'still going on')
})

test('what somebody typed is never run as a formula', () => {
  for (const note of ['=1+1', '+62', '-1', '@SUM(A1)', '\t=1']) {
    const [, row] = read(outageCsv(report([{ ...declared, declared: { reason: 'other', note } }]), 'en'), ',')
    assert.equal(at(row!, 'note'), `'${note}`)
  }
  const [, harmless] = read(
    outageCsv(report([{ ...declared, declared: { reason: 'other', note: 'galat "502", lambat' } }]), 'en'),
    ',',
  )
  assert.equal(at(harmless!, 'note'), 'galat "502", lambat')
})

test('in Indonesian it is split as a spreadsheet there splits', () => {
  const [header, row] = read(outageCsv(report([outage()]), 'id'), ';')
  assert.deepEqual(header!.slice(0, 3), ['Layanan', 'Jenis', 'Mulai'])
  assert.equal(at(row!, 'cause'), 'tersambung, tidak pernah menjawab')
})

test('the paper opens, and its words can be searched and read aloud', async () => {
  const text = pdfText(await outagePdf(report([outage(), declared]), 'en'))
  assert.match(text, /Outage report/)
  assert.match(text, /Stadion Singaperbangsa \(krw-01\)/)
  assert.match(text, /2021-08-05 10:15 – 2021-08-05 12:45/)
  assert.match(text, /Cause: connects, never answers/)
  assert.match(text, /PCare · declared · 300 min/)
  assert.match(text, /Declared by: C-01/)
  assert.match(text, /2 outages · 451 minutes · 122 doses · 116 local cards, 80 exchanged/)
  assert.doesNotMatch(text, /\uFFFD/)
  assert.match(pdfText(await outagePdf(report([outage()]), 'id')), /Antrean habis: 2021-08-05 12:47/)
})

test('a season of outages goes on over pages', async () => {
  const many = Array.from({ length: 40 }, (_, index) =>
    outage({ since: new Date(Date.UTC(2021, 7, 1 + index)).toISOString(), until: null }),
  )
  const pdf = await outagePdf(report(many), 'id')
  assert.ok(
    (
      Buffer.from(pdf)
        .toString('latin1')
        .match(/\/Type \/Page\b/g) ?? []
    ).length > 4,
  )
})

test('no outage is said in words, not with an empty page', async () => {
  assert.match(pdfText(await outagePdf(report([]), 'id')), /Tidak ada gangguan yang tercatat/)
  assert.equal(read(outageCsv(report([]), 'id'), ';').length, 1)
})

test('every zone of Indonesia writes its own offset', () => {
  const noon = '2021-08-05T05:00:00.000Z'
  assert.equal(isoInZone(noon, 'Asia/Jakarta'), '2021-08-05T12:00:00+07:00')
  assert.equal(isoInZone(noon, 'Asia/Makassar'), '2021-08-05T13:00:00+08:00')
  assert.equal(isoInZone(noon, 'Asia/Jayapura'), '2021-08-05T14:00:00+09:00')
  assert.equal(isoInZone(noon, 'UTC'), '2021-08-05T05:00:00+00:00')
})
