import type { Text } from '@sentra/contract'
import type { Language } from './settings.ts'

/** Every word of the page that is not already in the verdict's own words (`card`). */
export const words = {
  title: text('Periksa kartu', 'Check a card'),
  settings: text('Pengaturan', 'Settings'),
  actions: text('Cara memeriksa', 'Ways to check'),
  'language.other': text('English', 'Bahasa Indonesia'),
  'welcome.lead': text(
    'Pindai QR pada kartu vaksinasi. Jawabannya muncul dalam sekejap.',
    'Scan the QR on a vaccination card. The answer comes in an instant.',
  ),
  'welcome.offline': text(
    'Bekerja tanpa sinyal setelah kunjungan pertama.',
    'Works with no signal after the first visit.',
  ),
  'welcome.private': text(
    'Tidak ada data kartu yang disimpan atau dikirim.',
    'Nothing about a card is stored or sent.',
  ),
  'action.scan': text('Pindai kartu', 'Scan a card'),
  'action.next': text('Pindai berikutnya', 'Scan the next one'),
  'action.stop': text('Berhenti', 'Stop'),
  'action.photo': text('Foto', 'Photo'),
  'action.paste': text('Tempel teks', 'Paste text'),
  'camera.hint': text('Arahkan ke QR pada kartu', 'Point at the QR on the card'),
  'camera.torch': text('Senter', 'Torch'),
  'camera.starting': text('Menyiapkan kamera …', 'Starting the camera …'),
  'paste.label': text('Teks QR (dimulai dengan HC1:)', 'Text of the QR (begins with HC1:)'),
  'paste.check': text('Periksa', 'Check'),
  'paste.empty': text(
    'Kolom teks masih kosong. Tempel teks QR kartu.',
    'The text field is empty. Paste the text of the card’s QR.',
  ),
  'photo.reading': text('Membaca foto …', 'Reading the photo …'),

  'compare.title': text('Cocokkan dengan KTP', 'Compare with the identity card'),
  'fact.name': text('Nama', 'Name'),
  'fact.birthDate': text('Tanggal lahir', 'Birth date'),
  'fact.nikLast4': text('4 angka terakhir NIK', 'Last 4 NIK digits'),
  'fact.noNik': text('tidak tertulis pada kartu', 'not stated on the card'),
  'doses.title': text('Dosis', 'Doses'),
  'dose.number': text('Dosis {number}', 'Dose {number}'),
  'dose.of': text('Dosis {number} dari {total}', 'Dose {number} of {total}'),
  'dose.lot': text('Lot {lot}', 'Lot {lot}'),
  'card.title': text('Kartu', 'Card'),
  'fact.serial': text('Nomor kartu', 'Card number'),
  'fact.site': text('Sentra vaksinasi', 'Vaccination site'),
  'fact.issuer': text('Penerbit', 'Issuer'),
  'fact.issued': text('Diterbitkan', 'Issued'),
  'fact.validUntil': text('Berlaku sampai', 'Valid until'),
  'fact.expiredOn': text('Berlaku sampai (sudah lewat)', 'Valid until (past)'),
  'fact.cause': text('Alasan kartu lokal', 'Why a local card'),
  'cause.outage': text('Server pusat tidak dapat dihubungi', 'The national server could not be reached'),
  'cause.wait': text(
    'Kartu nasional belum siap setelah {seconds} detik',
    'The national card was not ready after {seconds} s',
  ),
  'fact.status': text('Status', 'Status'),
  'status.asOf': text('per {date}', 'as of {date}'),
  'status.old': text('per {date} (daftar sudah lama)', 'as of {date} (the list is old)'),
  'status.unknown': text('belum dapat diperiksa di perangkat ini', 'could not be checked on this device'),
  'status.none': text('kartu ini tidak memakai daftar status', 'this card uses no status list'),
  'signature-good': text('Tanda tangan asli', 'Signature good'),
  'signature-good.advice': text(
    'Kartu ini berlaku pada saat itu. Perbarui data bila ada sinyal.',
    'The card was valid then. Update the data when there is a signal.',
  ),
  'signature-good.unknown.advice': text(
    'Daftar status kartu ini belum ada di perangkat ini. Perbarui data bila ada sinyal.',
    'The status list of this card is not on this device yet. Update the data when there is a signal.',
  ),
  'not-a-card.title': text('Bukan kartu vaksinasi', 'Not a vaccination card'),
  'unreadable.title': text(
    'QR tidak terbaca utuh: tidak asli atau rusak',
    'The QR did not read whole: damaged or not genuine',
  ),
  'verdict.cleared': text(
    'Hasil sebelumnya dihapus demi privasi.',
    'The last result was cleared for privacy.',
  ),

  'age.none': text('Belum ada data kepercayaan', 'No trust data yet'),
  'age.lists': text('Data diperbarui {age} · status per {date}', 'Data updated {age} · status as of {date}'),
  'age.bundle': text(
    'Data diperbarui {age} · belum ada daftar status',
    'Data updated {age} · no status lists yet',
  ),
  'settings.close': text('Tutup', 'Close'),
  'settings.sound': text('Suara', 'Sound'),
  'settings.vibration': text('Getar', 'Vibration'),
  'settings.theme': text('Tampilan', 'Appearance'),
  'theme.auto': text('Ikut ponsel', 'As the phone'),
  'theme.bright': text('Terang (sinar matahari)', 'Bright (sunlight)'),
  'theme.dark': text('Gelap', 'Dark'),
  'data.title': text('Data kepercayaan', 'Trust data'),
  'data.bundle': text('Berkas kepercayaan', 'Trust bundle'),
  'data.bundle.value': text('nomor {counter}, diterbitkan {date}', 'number {counter}, issued {date}'),
  'data.checked': text('Terakhir diperiksa', 'Last checked'),
  'data.lists': text('Daftar status', 'Status lists'),
  'data.lists.value': text('{count}, paling lama per {date}', '{count}, oldest as of {date}'),
  'data.lists.none': text('belum ada', 'none yet'),
  'data.root': text('Sidik kunci akar', 'Fingerprint of the root key'),
  'data.offline': text('Mode pesawat', 'Flight mode'),
  'data.offline.yes': text('siap: halaman ini tersimpan di ponsel', 'ready: this page is on the phone'),
  'data.offline.no': text(
    'belum: buka sekali lewat https dengan sinyal',
    'not yet: open it once over https with a signal',
  ),
  'data.refresh': text('Perbarui sekarang', 'Update now'),
  'data.refreshing': text('Memperbarui …', 'Updating …'),
  'data.refreshed': text('Sudah yang terbaru.', 'Up to date.'),
  'data.unreached': text(
    'Server tidak terjangkau. Data yang ada tetap dipakai. Coba lagi bila ada sinyal, atau impor dari berkas.',
    'No server could be reached. The data in hand stays in use. Try again with a signal, or import from a file.',
  ),
  'data.import': text('Impor dari berkas', 'Import from a file'),
  'data.imported': text('{count} berkas diterima.', '{count} files accepted.'),
  'data.reset': text('Hapus data kepercayaan', 'Remove the trust data'),
  'data.reset.sure': text(
    'Hapus? Perangkat ini akan percaya pada kunci akar berikutnya yang ditemuinya. Lakukan hanya bila dinas kesehatan memintanya.',
    'Remove? This device will then trust the next root key it meets. Do it only when the health office asks you to.',
  ),
  'data.reset.yes': text('Ya, hapus', 'Yes, remove'),
  'data.reset.no': text('Batal', 'Cancel'),

  'notice.no-trust': text(
    'Perangkat ini belum dapat memeriksa kartu. Sambungkan ke internet sekali, atau impor data kepercayaan dari berkas di Pengaturan.',
    'This device cannot check cards yet. Connect to the internet once, or import the trust data from a file in Settings.',
  ),
  'notice.trust-stale': text(
    'Data kepercayaan sudah melewati tanggalnya. Sambungkan ke internet untuk memperbarui.',
    'The trust data is past its own date. Connect to the internet to update it.',
  ),
  'notice.clock': text(
    'Jam perangkat ini ({date}) tampaknya salah. Betulkan tanggal dan jamnya, lalu periksa lagi.',
    'The clock of this device ({date}) seems to be wrong. Correct its date and time, then check again.',
  ),
  'notice.root-changed': text(
    'PERINGATAN: server ini menawarkan kunci akar LAIN daripada yang dipercaya perangkat ini. Data barunya ditolak; data lama tetap dipakai. Laporkan ke dinas kesehatan.',
    'WARNING: this server offers a root key OTHER than the one this device trusts. Its data was refused; the old data stays in use. Tell the health office.',
  ),
  'notice.not-secure': text(
    'Halaman ini harus dibuka lewat https:// (atau localhost), kalau tidak kartu tidak dapat diperiksa.',
    'This page must be opened over https:// (or localhost), or cards cannot be checked.',
  ),
  'camera-denied': text(
    'Kamera tidak diizinkan. Izinkan kamera di pengaturan peramban, atau pakai Foto.',
    'The camera is not allowed. Allow it in the browser’s settings, or use Photo.',
  ),
  'camera-missing': text(
    'Tidak ada kamera yang dapat dipakai. Pakai Foto, Tempel teks, atau pemindai.',
    'No usable camera. Use Photo, Paste text, or a hardware scanner.',
  ),
  'camera-needs-secure-page': text(
    'Kamera hanya bekerja lewat https://. Pakai Foto atau Tempel teks.',
    'The camera works only over https://. Use Photo or Paste text.',
  ),
  'photo-without-qr': text(
    'Tidak ada QR yang terbaca pada foto. Foto lagi lebih dekat, rata dan terang.',
    'No QR could be read in the photo. Take it again: closer, flat and well lit.',
  ),
  'photo-unreadable': text(
    'Berkas ini bukan foto yang dapat dibaca. Pilih foto JPEG atau PNG.',
    'This file is not a readable photo. Choose a JPEG or PNG photo.',
  ),
  'reader-unavailable': text(
    'Pembaca QR belum tersimpan di ponsel ini. Sambungkan ke internet sekali, lalu coba lagi.',
    'The QR reader is not on this phone yet. Connect to the internet once, then try again.',
  ),
  'root-unreadable': text('Kunci akar tidak dapat dibaca.', 'The root key could not be read.'),
  'root-changed': text(
    'Ditolak: kunci akarnya bukan yang dipercaya perangkat ini.',
    'Refused: its root key is not the one this device trusts.',
  ),
  'no-root': text(
    'Kunci akar belum ada. Sertakan berkas root.json.',
    'There is no root key yet. Include the file root.json.',
  ),
  'no-bundle': text(
    'Berkas kepercayaan belum ada. Sertakan berkas bundle.cwt.',
    'There is no trust bundle yet. Include the file bundle.cwt.',
  ),
  'bundle-not-genuine': text(
    'Ditolak: berkas kepercayaan tidak ditandatangani oleh kunci akar.',
    'Refused: the trust bundle is not signed by the root key.',
  ),
  'bundle-older': text(
    'Ditolak: berkas kepercayaan ini lebih lama daripada yang ada di sini.',
    'Refused: this trust bundle is older than the one in hand.',
  ),
  'list-not-genuine': text(
    'Ditolak: daftar status tidak ditandatangani oleh penanda tangan yang dipercaya.',
    'Refused: a status list is not signed by a trusted signer.',
  ),
  'list-older': text(
    'Dilewati: daftar status ini lebih lama daripada yang ada di sini.',
    'Skipped: this status list is older than the one in hand.',
  ),
  'unknown-file': text(
    'Berkas tidak dikenal. Pilih root.json, bundle.cwt, atau daftar status (.cwt).',
    'Unknown file. Choose root.json, bundle.cwt or a status list (.cwt).',
  ),
} as const satisfies Record<string, Text>

export type Word = keyof typeof words

/** The words in the person's language, `{names}` filled in. */
export function say(language: Language, word: Word, values: Record<string, string | number> = {}): string {
  return words[word][language].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

function text(id: string, en: string): Text {
  return { id, en }
}
