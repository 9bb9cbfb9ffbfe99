import type { Text, VerdictReason } from '@sentra/contract'

/** Why a card is not genuine, for the person at the gate and the one who is turned away. */
export function reasonWord(reason: VerdictReason): Text | null {
  return reasons[reason] ?? null
}

const unreadable = text('Teks QR rusak atau tidak lengkap', 'The text of the QR is damaged or incomplete')
const foreign = text('Bentuk kartu ini tidak dikenal', 'This form of card is not known')
const certificate = text(
  'Sertifikat laptop penerbitnya tidak sah',
  'The certificate of the laptop that issued it is not valid',
)

const reasons: Partial<Record<VerdictReason, Text>> = {
  'this-is-a-ticket': text('Ini tiket antrean', 'This is a queue ticket'),
  'not-a-card': text('QR ini milik benda lain', 'This QR belongs to something else'),
  'unreadable-text': unreadable,
  'unreadable-compression': unreadable,
  'unreadable-envelope': unreadable,
  'unreadable-claims': foreign,
  'unreadable-contents': foreign,
  'unsupported-algorithm': foreign,
  'unsupported-card': foreign,
  'unknown-signer': text('Penanda tangannya tidak dikenal', 'Its signer is not known'),
  'bad-signature': text(
    'Isinya berubah setelah ditandatangani',
    'Its contents were changed after it was signed',
  ),
  'bad-certificate': certificate,
  'device-denied': text(
    'Laptop penerbitnya sudah diblokir (hilang atau dicuri)',
    'The laptop that issued it is blocked (lost or stolen)',
  ),
  'wrong-scope': text(
    'Penanda tangannya tidak berhak menerbitkan kartu ini',
    'Its signer may not issue this kind of card',
  ),
  'index-outside-block': text(
    'Nomor kartu di luar jatah sentra itu',
    'Its number is outside the site’s block',
  ),
  'issued-outside-key-use': text(
    'Diterbitkan di luar masa pakai kuncinya',
    'It was issued outside the time its key may be used',
  ),
  'issued-in-the-future': text('Tanggal terbitnya di masa depan', 'Its issue date is in the future'),
  'outlives-its-certificate': certificate,
  'status-index-out-of-range': text(
    'Nomornya tidak ada dalam daftar status',
    'Its number is not in the status list',
  ),
}

function text(id: string, en: string): Text {
  return { id, en }
}
