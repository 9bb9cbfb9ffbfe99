import type { Text } from '../values/index.ts'

/** What the site node itself has to say, beside the rules of the clinic. */
export const siteRefusals = {
  'unknown-qr': {
    id: 'Kode ini tidak dikenal di lokasi ini. Periksa apakah tiket atau kartunya benar, lalu pindai lagi; jika tetap gagal, ketik nomor yang tercetak.',
    en: 'This code is not known at this site. Check that it is the right ticket or card and scan again; if it still fails, type the printed number.',
  },
  'cannot-retire-oneself': {
    id: 'Anda tidak dapat mengakhiri akses Anda sendiri. Minta rekan dengan peran administrator atau koordinator.',
    en: 'You cannot end your own access. Ask a colleague who is administrator or coordinator.',
  },
  'no-receipt-yet': {
    id: 'Hub belum memberi tanda terima. Catatan tetap aman di lokasi ini dan dikirim sendiri begitu hub menjawab.',
    en: 'The hub has given no receipt yet. The records are safe at this site and are sent by themselves once the hub answers.',
  },
  'national-card-not-handed-over': {
    id: 'Kartu nasional ini belum diserahkan. Pilih “Serahkan” atau “Tukar” dahulu, lalu cetak.',
    en: 'This national card has not been handed over yet. Choose “Hand over” or “Exchange” first, then print.',
  },
  'request-unreadable': {
    id: 'Permintaan ini tidak terbaca dan tidak ada yang disimpan. Muat ulang halaman, lalu ulangi; aplikasi lain mengirim JSON (content-type application/json).',
    en: 'This request cannot be read and nothing was saved. Reload the page and try again; other programs send JSON (content-type application/json).',
  },
  unexpected: {
    id: 'Terjadi kesalahan yang tidak terduga dan tidak ada yang disimpan. Coba sekali lagi; jika terulang, beri tahu koordinator.',
    en: 'Something unexpected went wrong and nothing was saved. Try once more; if it happens again, tell the coordinator.',
  },
} as const satisfies Record<string, Text>
