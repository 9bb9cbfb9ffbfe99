import { text } from './text.ts'

/** Counting a stack of cards, e.g. those taken back in exchange for national ones. */
export const stackWords = {
  'stack.title': text('Setumpuk kartu', 'A stack of cards'),
  'stack.lead': text(
    'Pindai kartu satu demi satu. Kartu yang sudah ditukar seharusnya berstatus “ditukar”. Daftar ini tidak disimpan.',
    'Scan card after card. A card taken back should read “exchanged”. This list is not stored.',
  ),
  'stack.close': text('Selesai', 'Done'),
  'stack.place': text('No. {place}', 'No. {place}'),
  'stack.repeated': text('sudah dipindai, {times} kali', 'already scanned, {times} times'),
  'stack.still-valid': text(
    'Masih berlaku: penukarannya belum tercatat. Sisihkan kartu ini.',
    'Still valid: its exchange is not recorded. Put this card aside.',
  ),
  'stack.aside': text('Sisihkan kartu ini.', 'Put this card aside.'),
  'stack.cards': text('Kartu', 'Cards'),
  'stack.repeats': text('Dobel', 'Duplicates'),
  'stack.kind.exchanged': text('Ditukar', 'Exchanged'),
  'stack.kind.withdrawn': text('Ditarik', 'Withdrawn'),
  'stack.kind.suspended': text('Ditangguhkan', 'Suspended'),
  'stack.kind.expired': text('Kedaluwarsa', 'Expired'),
  'stack.kind.valid-local': text('Lokal, masih berlaku', 'Local, still valid'),
  'stack.kind.valid-national': text('Nasional, berlaku', 'National, valid'),
  'stack.kind.not-genuine': text('Tidak asli', 'Not genuine'),
  'stack.names': text('Tampilkan nama', 'Show names'),
  'stack.export': text('Simpan daftar (CSV)', 'Save the list (CSV)'),
  'stack.empty': text('Kosongkan daftar', 'Empty the list'),
  'stack.empty.sure': text(
    'Kosongkan? {count} kartu hilang dari daftar ini.',
    'Empty it? {count} cards leave this list.',
  ),
  'stack.empty.yes': text('Ya, kosongkan', 'Yes, empty it'),
  'stack.empty.no': text('Batal', 'Cancel'),
  'stack.newest': text(
    '{shown} kartu terbaru dari {count}; semuanya ada di CSV.',
    'The newest {shown} of {count} cards; all are in the CSV.',
  ),
  'stack.full': text(
    'Daftar penuh ({max} kartu). Simpan daftarnya, kosongkan, lalu lanjutkan.',
    'The list is full ({max} cards). Save it, empty it, then go on.',
  ),
} as const
