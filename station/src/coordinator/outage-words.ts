import type { Text } from '@sentra/contract'
import { useOwnWords } from '@sentra/ui'

/** What the coordinator's pages on outages, sending and safety say. `{{name}}` is filled in. */
const words = {
  safetyTab: { id: 'Keamanan data', en: 'Data safety' },

  sending: { id: 'Pengiriman ke hub', en: 'Sending to the hub' },
  sendingNow: { id: 'Sedang dikirim', en: 'Being sent' },
  whatNothing: { id: 'tidak ada', en: 'nothing' },
  whatTally: { id: 'angka stok', en: 'stock figures' },
  whatLive: { id: 'catatan baru', en: 'new records' },
  whatBacklog: { id: 'antrean lama', en: 'backlog' },
  whatWaiting: { id: 'menunggu hub', en: 'waiting for the hub' },
  whatQuarantined: { id: 'dihentikan', en: 'held' },
  rate: { id: 'per menit', en: 'per minute' },
  lastReceipt: { id: 'Tanda terima terakhir', en: 'Last receipt' },
  lastAnswer: { id: 'Percobaan terakhir', en: 'Last try' },
  never: { id: 'belum pernah', en: 'never' },
  oldest: { id: 'Yang tertua menunggu sejak {{time}}.', en: 'The oldest has waited since {{time}}.' },
  progress: {
    id: '{{sent}} dari {{all}} catatan sudah diterima hub',
    en: '{{sent}} of {{all}} records are receipted by the hub',
  },
  order: {
    id: 'Urutan: angka stok dahulu, lalu catatan baru, lalu antrean dari yang tertua. Tidak ada meja yang menunggu.',
    en: 'Order: stock figures first, then new records, then the backlog from the oldest. No desk waits for it.',
  },

  services: { id: 'Layanan', en: 'Services' },
  servicesHint: {
    id: 'Terdeteksi = laptop sendiri melihatnya. Dinyatakan = petugas melihatnya.',
    en: 'Detected = the laptop saw it by itself. Declared = a person saw it.',
  },
  notWatched: { id: 'tidak dipantau otomatis', en: 'not watched by the laptop' },
  stateUp: { id: 'menjawab', en: 'answers' },
  stateSlow: { id: 'lambat', en: 'slow' },
  stateDown: { id: 'putus', en: 'down' },
  stateUnknown: { id: 'belum diketahui', en: 'not known yet' },
  lastTry: { id: 'dicoba {{time}}', en: 'tried {{time}}' },
  detected: { id: 'Terdeteksi', en: 'Detected' },
  declared: { id: 'Dinyatakan', en: 'Declared' },
  outSince: { id: 'sejak {{time}}', en: 'since {{time}}' },
  endDeclared: { id: 'Akhiri gangguan {{target}}', en: 'End the outage of {{target}}' },

  declare: { id: 'Nyatakan gangguan', en: 'Declare an outage' },
  declareHint: {
    id: 'Bila layanan menjawab tetapi tidak bisa dipakai. Sejak itu meja kartu boleh membuat kartu lokal, dan gangguan masuk laporan.',
    en: 'When a service answers and cannot be used. From then on the card desk may make local cards, and it goes into the report.',
  },
  declareTarget: { id: 'Layanan mana?', en: 'Which service?' },
  declareReason: { id: 'Apa yang terlihat?', en: 'What is seen?' },
  declareNote: { id: 'Catatan (tanpa data orang)', en: 'Note (nothing about people)' },
  declareNow: { id: 'Nyatakan gangguan mulai sekarang', en: 'Declare the outage from now on' },
  declareDone: { id: 'Gangguan {{target}} dinyatakan.', en: 'The outage of {{target}} is declared.' },
  cancel: { id: 'Batal', en: 'Cancel' },

  report: { id: 'Laporan gangguan', en: 'Outage report' },
  reportNone: { id: 'Belum ada gangguan yang tercatat', en: 'No outage has been recorded so far' },
  reportNoneHint: {
    id: 'Setiap gangguan dicatat sendiri oleh laptop, atau dinyatakan di atas.',
    en: 'The laptop records each outage by itself, or you declare it above.',
  },
  reportPdf: { id: 'Unduh PDF', en: 'Download PDF' },
  reportCsv: { id: 'Unduh tabel (CSV)', en: 'Download table (CSV)' },
  stillOut: { id: 'masih berlangsung', en: 'still going on' },
  length: { id: 'Lama', en: 'Length' },
  cause: { id: 'Sebab', en: 'Cause' },
  by: { id: 'Oleh', en: 'By' },
  ended: { id: 'diakhiri {{by}}', en: 'ended by {{by}}' },
  note: { id: 'Catatan', en: 'Note' },
  people: { id: 'Orang / dosis', en: 'People / doses' },
  cards: { id: 'Kartu lokal', en: 'Local cards' },
  cardsOf: { id: '{{cards}}, {{exchanged}} sudah ditukar', en: '{{cards}}, {{exchanged}} exchanged since' },
  backlogAtEnd: { id: 'Antrean saat selesai', en: 'Waiting at the end' },
  drained: { id: 'Antrean habis', en: 'All sent' },
  notYet: { id: 'belum', en: 'not yet' },
  minutes: { id: '{{count}} menit', en: '{{count}} min' },
  hours: { id: '{{hours}} jam {{minutes}} menit', en: '{{hours}} h {{minutes}} min' },
  days: { id: '{{days}} hari {{hours}} jam', en: '{{days}} d {{hours}} h' },

  usb: { id: 'Berhari-hari tanpa jaringan: kirim lewat USB', en: 'Days without a line: send by USB' },
  usbLong: {
    id: 'Belum ada tanda terima sejak {{time}}. Kirim catatan lewat USB.',
    en: 'There has been no receipt since {{time}}. Send the records by USB.',
  },
  usbOne: {
    id: 'Tulis bundel ke USB. Isinya terenkripsi: hanya hub yang bisa membukanya.',
    en: 'Write a bundle to a USB stick. It is encrypted: only the hub can open it.',
  },
  usbWrite: { id: 'Tulis bundel ({{count}} catatan)', en: 'Write the bundle ({{count}} records)' },
  usbTwo: {
    id: 'Bawa USB ke tempat yang punya jaringan. Di sana seorang petugas menjalankan:',
    en: 'Carry the stick to where there is a line. Somebody there runs:',
  },
  usbThree: {
    id: 'Bawa kembali balasan hub dan baca di sini. Tanda terima dan kartu nasional ikut masuk.',
    en: 'Bring the hub’s reply back and read it here. Receipts and national cards come in with it.',
  },
  usbRead: { id: 'Baca balasan hub', en: 'Read the hub’s reply' },
  usbWritten: { id: 'Bundel ditulis: {{file}}', en: 'Bundle written: {{file}}' },
  usbReadDone: {
    id: 'Tanda terima atas {{size}} catatan; {{news}} kabar dari hub; {{refused}} ditolak.',
    en: 'Receipt for {{size}} records; {{news}} words of the hub; {{refused}} refused.',
  },
  usbStopped: {
    id: 'Hub berhenti di tengah ({{reason}}). Lihat “Keamanan data”.',
    en: 'The hub stopped half-way ({{reason}}). See “Data safety”.',
  },
  usbNotYet: {
    id: 'Sentra ini belum pernah tersambung ke hub sejak didaftarkan, jadi kunci bundel belum ada.',
    en: 'This site has not met its hub since its enrolment, so it has no key for bundles yet.',
  },
  usbTwice: {
    id: 'Membawa bundel dua kali tidak mengubah apa pun.',
    en: 'Carrying a bundle twice changes nothing.',
  },
  downloadFailed: {
    id: 'Berkas tidak bisa diambil. Periksa sambungan ke laptop sentra dan coba lagi.',
    en: 'The file could not be fetched. Check the line to the site’s laptop and try again.',
  },

  safe: { id: 'Data aman di laptop ini', en: 'The data is safe on this laptop' },
  logAccepting: { id: 'Menyimpan', en: 'Saving' },
  logStopped: { id: 'Berhenti', en: 'Stopped' },
  logDamaged: { id: 'Rusak', en: 'Damaged' },
  logLabel: { id: 'Buku catatan', en: 'Log' },
  disk: { id: 'Ruang disk kosong', en: 'Free disk' },
  diskUnknown: { id: 'tidak diketahui', en: 'not known' },
  diskLow: {
    id: 'Kurang dari sepersepuluh disk kosong. Hapus berkas lain dari laptop ini hari ini juga, sebelum pencatatan berhenti. Jangan menyentuh folder data sentra.',
    en: 'Less than a tenth of the disk is free. Remove other files from this laptop today, before recording stops. Do not touch the site’s data folder.',
  },
  clockLabel: { id: 'Jam laptop', en: 'Clock of the laptop' },
  clockFine: { id: 'tampaknya benar', en: 'seems right' },
  clockBehindLog: {
    id: '{{time}} lebih lambat daripada catatan terbaru',
    en: '{{time}} behind the newest record',
  },
  clockBehindHub: { id: '{{time}} lebih lambat daripada jam hub', en: '{{time}} behind the hub’s clock' },
  clockAheadOfHub: { id: '{{time}} lebih cepat daripada jam hub', en: '{{time}} ahead of the hub’s clock' },
  clockMend: {
    id: 'Betulkan tanggal dan jam di pengaturan laptop sentra, bukan di perangkat ini (tanpa internet, matikan dulu penyetelan otomatis). Setelah dibetulkan, semua yang sedang diobservasi tampak selesai: pakai jam tangan. Bila jam di atas sudah benar, peringatan ini hilang begitu hub terhubung lagi.',
    en: 'Put date and time right in the settings of the site’s laptop, not of this device (without internet, turn off setting them automatically first). After that everybody under observation seems to be done: go by your own watch. If the time shown above is right already, this warning ends when the hub is in touch again.',
  },
  scrub: { id: 'Pemeriksaan malam terakhir', en: 'Last nightly look' },
  scrubSound: { id: '{{time}}: utuh, {{count}} catatan', en: '{{time}}: sound, {{count}} records' },
  scrubBad: { id: '{{time}}: KERUSAKAN', en: '{{time}}: DAMAGE' },
  scrubNone: { id: 'belum ada (malam ini, pukul 03.00)', en: 'none yet (tonight at 03:00)' },
  backup: { id: 'Cadangan terakhir', en: 'Last backup' },
  backupNone: { id: 'belum ada', en: 'none yet' },
  backupMade: { id: '{{time}}, {{count}} catatan', en: '{{time}}, {{count}} records' },
  backupOld: {
    id: 'Cadangan hari ini belum dibuat. Jalankan sore ini, dengan USB yang disimpan di tempat lain:',
    en: 'Today’s backup is not made yet. Run this in the evening, with a stick that is kept elsewhere:',
  },
  damagedTitle: { id: 'Data di laptop ini rusak', en: 'The data on this laptop is damaged' },
  stoppedTitle: { id: 'Laptop ini berhenti menyimpan', en: 'This laptop has stopped saving' },
  whatHappened: { id: 'Apa yang terjadi', en: 'What happened' },
  whatStands: { id: 'Apa yang tetap aman', en: 'What stands' },
  whatNext: { id: 'Langkah berikutnya', en: 'What to do next' },
  whomToCall: { id: 'Siapa yang dihubungi', en: 'Whom to call' },
  readOut: { id: 'Bacakan kepadanya', en: 'Read this out' },
  damagedWhat: {
    id: 'Pembacaan menemukan halaman atau catatan yang berubah di disk. Tidak ada yang ditulis lagi di atasnya.',
    en: 'Reading found a page or a record that changed on the disk. Nothing more is written on top of it.',
  },
  damagedStands: {
    id: 'Semua yang sudah diterima hub ({{receipted}} catatan) dan cadangan terakhir. Verifikasi kartu dan cetak ulang tetap jalan.',
    en: 'Everything the hub has receipted ({{receipted}} records), and the last backup. Checking cards and reprinting go on.',
  },
  damagedNext1: {
    id: 'Catat pelayanan di kertas mulai sekarang.',
    en: 'Write on paper from now on.',
  },
  damagedNext2: {
    id: 'Hentikan sentra di laptop ini. Jangan hapus foldernya.',
    en: 'Stop the site on this laptop. Do not delete its folder.',
  },
  damagedNext3: {
    id: 'Pulihkan dari cadangan terakhir, di laptop lain bila disknya rusak:',
    en: 'Restore from the last backup, on another laptop if the disk has failed:',
  },
  damagedNext4: {
    id: 'Minta kode pendaftaran baru dari pengelola hub dan mulai sentra dengan kode itu. Yang sudah sampai di hub kembali sendiri.',
    en: 'Ask the hub’s operator for a new enrolment code and start the site with it. What had reached the hub comes back by itself.',
  },
  stoppedWhat: {
    id: 'Penulisan ke disk gagal ({{reason}}). Catatan baru ditolak, supaya tidak ada yang tampak tersimpan padahal tidak.',
    en: 'Writing to the disk failed ({{reason}}). New records are refused, so that nothing looks saved that is not.',
  },
  stoppedStands: {
    id: 'Semua yang pernah dijawab “tercatat” ada di disk.',
    en: 'Everything that was ever answered with “recorded” is on the disk.',
  },
  stoppedNext1: {
    id: 'Kosongkan ruang disk sampai sepersepuluh bebas, atau ganti disknya.',
    en: 'Make room until a tenth of the disk is free, or replace the disk.',
  },
  stoppedNext2: { id: 'Mulai lagi sentra di laptop ini.', en: 'Start the site on this laptop again.' },
  hubOperator: {
    id: 'Pengelola hub: yang memberi kode pendaftaran sentra ini.',
    en: 'The hub’s operator: whoever gave this site its enrolment code.',
  },
  quarantineTitle: { id: 'Dua riwayat dengan satu nama', en: 'Two histories under one name' },
  newEpochTitle: { id: 'Catatan dipulihkan, belum didaftarkan', en: 'Restored, not enrolled again yet' },
  why_hub_ahead: {
    id: 'Hub memegang catatan sentra ini yang tidak ada di laptop ini: data di sini lebih tua, misalnya dari salinan kemarin.',
    en: 'The hub holds records of this site that this laptop does not have: the data here is older, for example yesterday’s copy.',
  },
  why_fork: {
    id: 'Dua laptop menulis dengan nama sentra ini, misalnya karena datanya disalin. Sejak itu riwayatnya berbeda.',
    en: 'Two laptops wrote under the name of this site, for example because its data was copied. Since then their histories differ.',
  },
  why_wrong_epoch: {
    id: 'Hub mengenal sentra ini dengan nomor riwayat (epoch) lain: setelah pemulihan, laptop lain didaftarkan dengan nama ini, dan laptop ini tertinggal.',
    en: 'The hub knows this site under another number of its history (epoch): after a restore another laptop was enrolled under this name, and this one was left behind.',
  },
  why_new_epoch: {
    id: 'Catatan dipulihkan dan menjadi riwayat baru. Sampai didaftarkan lagi tidak ada kartu lokal baru, karena nomor lama mungkin sudah terpakai.',
    en: 'The log was restored and begins a new history. Until it is enrolled again there are no new local cards, because the old numbers may be in use.',
  },
  quarantineStands: {
    id: 'Kedua riwayat disimpan: yang di laptop ini utuh, yang lain di hub. Tidak ada yang dihapus. Meja boleh bekerja terus; tidak ada yang dikirim sampai diputuskan.',
    en: 'Both histories are kept: the one on this laptop whole, the other at the hub. Nothing is deleted. The desks may go on; nothing is sent until it is decided.',
  },
  quarantineNext1: {
    id: 'Putuskan laptop mana yang dipakai terus. Hentikan sentra di keduanya.',
    en: 'Decide which laptop stays in use. Stop the site on both.',
  },
  quarantineNext2: {
    id: 'Di laptop yang dipakai, gabungkan dengan site.db laptop lain; bila tidak ada laptop lain, dengan site.db laptop ini sendiri:',
    en: 'On the laptop that stays, join them with site.db of the other laptop; if there is no other, with site.db of this one itself:',
  },
  quarantineNext3: {
    id: 'Minta kode pendaftaran baru dari pengelola hub, lalu mulai:',
    en: 'Ask the hub’s operator for a new enrolment code, then start:',
  },
  siteFacts: {
    id: 'Sentra {{site}} · epoch {{epoch}} · {{size}} catatan di sini · {{receipted}} diterima hub · alasan {{reason}}',
    en: 'Site {{site}} · epoch {{epoch}} · {{size}} records here · {{receipted}} receipted · reason {{reason}}',
  },

  setAside: { id: 'Catatan yang disisihkan', en: 'Records set aside' },
  setAsideNone: { id: 'Tidak ada catatan yang disisihkan', en: 'No record is set aside' },
  setAsideNoneHint: {
    id: 'Hub menerima semua catatan. Yang ditolak akan tampil di sini dengan alasannya, dan tidak menahan yang lain.',
    en: 'The hub has taken every record. One that it refuses shows here with its reason, and holds up no other.',
  },
  setAsideHint: {
    id: 'Catatan ini disimpan apa adanya di sini dan di hub, dan tidak menahan yang lain. Ia belum masuk hitungan nasional.',
    en: 'These records are kept as they are, here and at the hub, and hold up no other. They are not in the national figures yet.',
  },
  record: { id: 'Catatan {{seq}} · {{type}}', en: 'Record {{seq}} · {{type}}' },
  recordBy: { id: '{{time}}, oleh {{actor}}', en: '{{time}}, by {{actor}}' },
  hubSays: { id: 'Hub: {{reason}}', en: 'Hub: {{reason}}' },
  openVisit: { id: 'Buka kunjungan', en: 'Open the visit' },
  mendSuperseded: {
    id: 'Catatan kembar dari laptop lain sudah berlaku. Tidak perlu apa-apa.',
    en: 'A twin of this record from another laptop counts already. Nothing to do.',
  },
  mendPerson: {
    id: 'Buka kunjungannya, perbaiki data yang disebut, simpan sebagai koreksi. Koreksi itu terkirim sendiri.',
    en: 'Open the visit, put right what is named and save it as a correction. The correction is sent by itself.',
  },
  mendUpdate: {
    id: 'Bentuknya tidak dikenal hub: biasanya versi hub atau laptop terlalu lama. Beri tahu pengelola hub nomor catatan ini.',
    en: 'The hub does not know its form: mostly the hub or this laptop is too old. Tell the hub’s operator the number of this record.',
  },
  fromHub: { id: 'Kabar hub yang tidak terbaca', en: 'Words of the hub that could not be read' },
  fromHubMend: {
    id: 'Perbarui sentra di laptop ini; kabar ini disimpan.',
    en: 'Update the site on this laptop; these words are kept.',
  },
  cases: { id: 'Kasus yang dibuka hub', en: 'Cases the hub opened' },
  case_second_dose: { id: 'Dosis yang sama tercatat dua kali', en: 'The same dose recorded twice' },
  case_identity_collision: { id: 'Satu nomor, dua orang', en: 'One number, two people' },
  case_refused_record: { id: 'Catatan ditolak', en: 'Record refused' },
  case_card_conflict: { id: 'Pertentangan kartu', en: 'Card conflict' },
  casesHint: {
    id: 'Pengelola hub memutuskannya. Siapkan kertas dari hari itu bila ia menelepon.',
    en: 'The hub’s operator decides these. Have the papers of that day at hand when they call.',
  },
} as const satisfies Record<string, Text>

export type OutageWord = keyof typeof words
export type Tell = (word: OutageWord, values?: Record<string, string | number>) => string

/** `tell` says a sentence of these pages; the rest are the shared words. */
export const useOutageWords = () => useOwnWords<OutageWord>(words)
