import type { Text } from '../values/index.ts'

/** "No" about declaring an outage and ending it. */
export const outageRefusals = {
  'outage-already-declared': {
    id: 'Gangguan {target} sudah dinyatakan dan belum diakhiri. Akhiri dahulu jika layanan sempat pulih.',
    en: 'An outage of {target} is declared already and has not been ended. End it first if the service was back in between.',
  },
  'outage-is-detected': {
    id: 'Gangguan ini terdeteksi oleh laptop dan berakhir sendiri begitu layanan menjawab. Hanya gangguan yang dinyatakan petugas dapat diakhiri di sini.',
    en: 'This outage was detected by the laptop and ends by itself once the service answers. Only an outage that a person declared can be ended here.',
  },
  'outage-is-over': {
    id: 'Gangguan ini sudah berakhir. Muat ulang daftar gangguan.',
    en: 'This outage is over already. Look at the list of outages again.',
  },
  'outage-note-needed': {
    id: 'Tulis dengan beberapa kata apa yang terlihat.',
    en: 'Write in a few words what is seen.',
  },
  'outage-note-has-number': {
    id: 'Catatan memuat nomor panjang atau alamat surel. Hapus NIK, nomor telepon dan data orang; tulis hanya apa yang terjadi dengan layanan.',
    en: 'The note holds a long number or an e-mail address. Take out identity numbers, phone numbers and anything about people; write only what happened to the service.',
  },
  'bundle-hub-unknown': {
    id: 'Sentra ini belum punya kunci bundel dari hub. Ia harus pernah tersambung sekali setelah pendaftaran.',
    en: 'This site does not know its hub’s key for bundles yet. It must have been online once since its enrolment.',
  },
  'bundle-not-for-this-site': {
    id: 'Berkas ini bukan balasan untuk sentra ini, atau rusak di jalan. Bawa bundel ke hub sekali lagi.',
    en: 'This file is not a reply for this site, or was damaged on the way. Bring the bundle to the hub again.',
  },
  'bundle-of-another-history': {
    id: 'Balasan ini tentang riwayat lain dengan nama sentra ini. Jangan pakai; hubungi pengelola hub.',
    en: 'This reply is about another history under the name of this site. Do not use it; call the hub’s operator.',
  },
} as const satisfies Record<string, Text>
