import type { Text } from '@sentra/contract'
import { useOwnWords } from '@sentra/ui'

/** What the page of outages says. `{{name}}` is filled in. */
const words = {
  title: { id: 'Gangguan semua sentra', en: 'Outages of all sites' },
  back: { id: 'Kembali ke ikhtisar', en: 'Back to the overview' },
  open: { id: 'Semua gangguan pada garis waktu', en: 'All outages on a timeline' },
  loading: { id: 'Mengambil data gangguan …', en: 'Fetching the outages …' },
  noAnswer: {
    id: 'Hub tidak menjawab. Periksa sambungan; halaman ini mencoba terus.',
    en: 'The hub does not answer. Check your connection; this page keeps trying.',
  },
  downNow: { id: 'Terganggu sekarang', en: 'Out now' },
  downNone: { id: 'Tidak ada sentra yang terganggu', en: 'No site is out' },
  downNoneHint: {
    id: 'Semua sentra yang pernah terhubung terdengar dalam dua menit terakhir.',
    en: 'Every site that was ever connected was heard in the last two minutes.',
  },
  silentSince: {
    id: 'diam sejak {{time}}; sebabnya baru diketahui bila ia kembali',
    en: 'silent since {{time}}; why is known when it is back',
  },
  outSince: { id: '{{target}} {{cause}} sejak {{time}}', en: '{{target}} {{cause}} since {{time}}' },
  backlog: { id: 'Antrean per sentra', en: 'Backlog by site' },
  backlogNone: { id: 'Tidak ada yang menunggu', en: 'Nothing waits' },
  backlogNoneHint: {
    id: 'Semua sentra sudah mengirim semuanya, menurut angka terakhirnya.',
    en: 'Every site has sent everything, by its last figures.',
  },
  site: { id: 'Sentra', en: 'Site' },
  waiting: { id: 'Catatan menunggu', en: 'Records waiting' },
  oldest: { id: 'Tertua sejak', en: 'Oldest since' },
  age: { id: 'Umur', en: 'Age' },
  heard: { id: 'Terakhir terdengar', en: 'Last heard' },
  timeline: { id: 'Garis waktu', en: 'Timeline' },
  picture: {
    id: '{{count}} gangguan di {{sites}} sentra, {{from}} sampai {{to}}. Tabel di bawah berisi hal yang sama.',
    en: '{{count}} outages at {{sites}} sites, {{from}} to {{to}}. The table below holds the same.',
  },
  scroll: { id: 'Gambar garis waktu, dapat digeser', en: 'Picture of the timeline, can be scrolled' },
  none: { id: 'Tidak ada gangguan dalam waktu ini', en: 'No outage in this time' },
  noneHint: {
    id: 'Pilih waktu yang lebih panjang, atau waktu sebelumnya.',
    en: 'Choose a longer time, or an earlier one.',
  },
  zoom: { id: 'Rentang', en: 'Span' },
  day: { id: 'Hari', en: 'Day' },
  week: { id: 'Minggu', en: 'Week' },
  month: { id: 'Bulan', en: 'Month' },
  earlier: { id: 'Sebelumnya', en: 'Earlier' },
  later: { id: 'Sesudahnya', en: 'Later' },
  csv: { id: 'Unduh tabel (CSV)', en: 'Download table (CSV)' },
  table: { id: 'Tabel gangguan', en: 'Table of outages' },
  service: { id: 'Layanan', en: 'Service' },
  begin: { id: 'Mulai', en: 'Begin' },
  end: { id: 'Selesai', en: 'End' },
  ongoing: { id: 'masih berlangsung', en: 'still going on' },
  length: { id: 'Lama', en: 'Length' },
  cause: { id: 'Sebab', en: 'Cause' },
  doses: { id: 'Dosis', en: 'Doses' },
  cards: { id: 'Kartu lokal', en: 'Local cards' },
  declared: { id: 'dinyatakan: {{reason}}', en: 'declared: {{reason}}' },
  groupNetwork: { id: 'jaringan, nama, halaman lain', en: 'line, name, another page' },
  groupSilent: { id: 'tidak menjawab', en: 'does not answer' },
  groupServer: { id: 'galat atau lambat', en: 'errors or slow' },
  groupDeclared: { id: 'dinyatakan petugas', en: 'declared by a person' },
  groupUnheard: { id: 'diam, sebab belum diketahui', en: 'silent, not known why yet' },
  minutes: { id: '{{count}} menit', en: '{{count}} min' },
  hours: { id: '{{hours}} jam {{minutes}} menit', en: '{{hours}} h {{minutes}} min' },
  days: { id: '{{days}} hari {{hours}} jam', en: '{{days}} d {{hours}} h' },
} as const satisfies Record<string, Text>

export type OutageWord = keyof typeof words
export type Tell = (word: OutageWord, values?: Record<string, string | number>) => string

export const useOutageWords = () => useOwnWords<OutageWord>(words)
