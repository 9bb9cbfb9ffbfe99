import type { DeclaredReason, Language, OutageCause } from '@sentra/contract'

/** What the outage report says on paper and in a table. Screens have the same words in their own files. */
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
  readonly columns: Record<(typeof reportColumns)[number], string>
  readonly targets: Record<string, string>
  readonly causes: Record<OutageCause, string>
  readonly reasons: Record<DeclaredReason, string>
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

const targets = { hub: 'Hub', pcare: 'PCare', satusehat: 'SATUSEHAT' }

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
    targets,
    causes: {
      refused: 'sambungan ditolak',
      timeout: 'tidak tersambung dalam batas waktu',
      'server-error': 'server menjawab galat',
      slow: 'terlalu lambat',
      unreachable: 'tidak terjangkau',
      'black-hole': 'tersambung, tidak pernah menjawab',
      dns: 'nama tidak ditemukan (DNS)',
      'captive-portal': 'halaman lain yang menjawab',
      declared: 'dinyatakan',
    },
    reasons: {
      'does-not-load': 'tidak terbuka',
      'cannot-sign-in': 'tidak bisa masuk',
      'cannot-save': 'data tidak tersimpan',
      'no-cards': 'kartu tidak terbit',
      announced: 'pemeliharaan diumumkan',
      'no-power-or-line': 'listrik atau jaringan padam',
      other: 'lain',
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
    targets,
    causes: {
      refused: 'connection refused',
      timeout: 'no connection in time',
      'server-error': 'server answered with errors',
      slow: 'too slow',
      unreachable: 'out of reach',
      'black-hole': 'connects, never answers',
      dns: 'name not found (DNS)',
      'captive-portal': 'another page answered',
      declared: 'declared',
    },
    reasons: {
      'does-not-load': 'does not load',
      'cannot-sign-in': 'cannot sign in',
      'cannot-save': 'records are not saved',
      'no-cards': 'no cards come out',
      announced: 'maintenance was announced',
      'no-power-or-line': 'no power or no line',
      other: 'other',
    },
  },
}

/** `{name}` filled in. */
export const fillReport = (sentence: string, values: Record<string, string | number>) =>
  sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
