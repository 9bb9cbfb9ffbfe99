import { text } from './text.ts'

/** The trust data: how old it is, where it comes from, and why some of it was refused. */
export const trustWords = {
  'age.none': text('Belum ada data kepercayaan', 'No trust data yet'),
  'age.lists': text('Data diperbarui {age} · status per {date}', 'Data updated {age} · status as of {date}'),
  'age.bundle': text(
    'Data diperbarui {age} · belum ada daftar status',
    'Data updated {age} · no status lists yet',
  ),
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
  'bulletin-not-genuine': text(
    'Ditolak: buletin tidak ditandatangani oleh penanda tangan yang dipercaya.',
    'Refused: a bulletin is not signed by a trusted signer.',
  ),
  'bulletin-older': text(
    'Dilewati: buletin ini lebih lama daripada yang ada di sini.',
    'Skipped: this bulletin is older than the one in hand.',
  ),
  'unknown-file': text(
    'Berkas tidak dikenal. Pilih root.json, bundle.cwt, atau daftar status (.cwt).',
    'Unknown file. Choose root.json, bundle.cwt or a status list (.cwt).',
  ),
} as const
