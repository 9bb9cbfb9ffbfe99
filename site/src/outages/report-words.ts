import type { Language } from '@sentra/contract'

/** What the outage report says on paper and in a table, beside the names of targets and causes (contract/src/messages). */
export interface ReportWords {
  readonly title: string
  readonly made: string
  readonly none: string
  readonly noPeople: string
  readonly sums: string
  readonly stillOut: string
  readonly notYet: string
  readonly notMeasured: string
  readonly detected: string
  readonly declared: string
  readonly columns: Record<(typeof reportColumns)[number], string>
}

/** In the order of the table. */
export const reportColumns = [
  'target',
  'kind',
  'since',
  'until',
  'minutes',
  'cause',
  'note',
  'declaredBy',
  'endedBy',
  'people',
  'dosesGiven',
  'localCards',
  'cardsExchanged',
  'backlog',
  'drainedAt',
] as const

export const reportWords: Record<Language, ReportWords> = {
  id: {
    title: 'Laporan gangguan',
    made: 'Dibuat {time}. Waktu menurut zona {zone}.',
    none: 'Tidak ada gangguan yang tercatat.',
    noPeople: 'Laporan ini memuat jumlah saja, tanpa data orang.',
    sums: '{count} gangguan · {minutes} menit · {doses} dosis · {cards} kartu lokal, {exchanged} sudah ditukar',
    stillOut: 'masih berlangsung',
    notYet: 'belum',
    notMeasured: 'tidak diukur',
    detected: 'terdeteksi',
    declared: 'dinyatakan',
    columns: {
      target: 'Layanan',
      kind: 'Jenis',
      since: 'Mulai',
      until: 'Selesai',
      minutes: 'Lama (menit)',
      cause: 'Sebab',
      note: 'Catatan',
      declaredBy: 'Dinyatakan oleh',
      endedBy: 'Diakhiri oleh',
      people: 'Orang didaftar',
      dosesGiven: 'Dosis diberikan',
      localCards: 'Kartu lokal',
      cardsExchanged: 'Sudah ditukar',
      backlog: 'Antrean data saat selesai',
      drainedAt: 'Antrean habis',
    },
  },
  en: {
    title: 'Outage report',
    made: 'Made {time}. Times are in the zone {zone}.',
    none: 'No outage has been recorded.',
    noPeople: 'This report holds counts only, nothing about any person.',
    sums: '{count} outages · {minutes} minutes · {doses} doses · {cards} local cards, {exchanged} exchanged since',
    stillOut: 'still going on',
    notYet: 'not yet',
    notMeasured: 'not measured',
    detected: 'detected',
    declared: 'declared',
    columns: {
      target: 'Service',
      kind: 'Kind',
      since: 'Begin',
      until: 'End',
      minutes: 'Length (minutes)',
      cause: 'Cause',
      note: 'Note',
      declaredBy: 'Declared by',
      endedBy: 'Ended by',
      people: 'People registered',
      dosesGiven: 'Doses given',
      localCards: 'Local cards',
      cardsExchanged: 'Exchanged since',
      backlog: 'Records waiting at the end',
      drainedAt: 'All sent',
    },
  },
}

/** `{name}` filled in. */
export const fillReport = (sentence: string, values: Record<string, string | number>) =>
  sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
