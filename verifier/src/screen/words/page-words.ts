import { text } from './text.ts'

/** Buttons, hints, settings, and what may be wrong with a camera or a photo. */
export const pageWords = {
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
  'verdict.cleared': text(
    'Hasil sebelumnya dihapus demi privasi.',
    'The last result was cleared for privacy.',
  ),
  'settings.close': text('Tutup', 'Close'),
  'settings.sound': text('Suara', 'Sound'),
  'settings.vibration': text('Getar', 'Vibration'),
  'settings.theme': text('Tampilan', 'Appearance'),
  'theme.auto': text('Ikut ponsel', 'As the phone'),
  'theme.bright': text('Terang (sinar matahari)', 'Bright (sunlight)'),
  'theme.dark': text('Gelap', 'Dark'),
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
  'action.stack': text('Periksa setumpuk kartu', 'Check a stack of cards'),
  'action.install': text('Pasang di ponsel ini', 'Install on this phone'),
  'camera.hint.stack': text('Tunjukkan kartu satu per satu', 'Show the cards one by one'),
} as const
