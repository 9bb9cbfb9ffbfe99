import {
  declaredReasonWords,
  type HubOutage,
  type Language,
  outageCauseWords,
  outageTargetWords,
  outageWord,
  spreadsheetTable,
  type Text,
} from '@sentra/contract'

const columns: readonly Text[] = [
  { id: 'Sentra', en: 'Site' },
  { id: 'Nama', en: 'Name' },
  { id: 'Layanan', en: 'Service' },
  { id: 'Jenis', en: 'Kind' },
  { id: 'Mulai (UTC)', en: 'Begin (UTC)' },
  { id: 'Selesai (UTC)', en: 'End (UTC)' },
  { id: 'Lama (menit)', en: 'Length (minutes)' },
  { id: 'Sebab', en: 'Cause' },
  { id: 'Dosis diberikan', en: 'Doses given' },
  { id: 'Kartu lokal', en: 'Local cards' },
]
const kinds = {
  declared: { id: 'dinyatakan', en: 'declared' },
  detected: { id: 'terdeteksi', en: 'detected' },
}

/** All sites' outages for a spreadsheet. The sites lie in several zones, so times are UTC and say so. */
export function outageTable(outages: readonly HubOutage[], now: Date, language: Language): string {
  const rows = outages.map((outage) => {
    const end = outage.until === null ? now.getTime() : Date.parse(outage.until)
    const cause = outage.declared
      ? outageWord(declaredReasonWords, outage.declared)
      : outageWord(outageCauseWords, outage.cause)
    return [
      outage.siteId,
      outage.siteName,
      outageWord(outageTargetWords, outage.target ?? 'hub')[language],
      kinds[outage.cause === 'declared' ? 'declared' : 'detected'][language],
      outage.since,
      outage.until ?? '',
      Math.max(0, Math.ceil((end - Date.parse(outage.since)) / 60_000)),
      cause[language],
      outage.dosesGiven,
      outage.localCards,
    ]
  })
  return spreadsheetTable([columns.map((column) => column[language]), ...rows], language)
}
