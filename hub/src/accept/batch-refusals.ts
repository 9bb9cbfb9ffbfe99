import type { BatchRefusal, JournalHead } from '@sentra/contract'
import { HttpRefusal } from '../http/refusal.ts'

/** Why a whole batch was not taken, and what the sender does next. Nothing of it was stored. */
const reasons: Record<BatchRefusal['error'], { status: number; id: string; en: string }> = {
  gap: {
    status: 409,
    id: 'Ada catatan yang belum sampai. Kirim mulai dari catatan setelah posisi server pusat.',
    en: "Records before these are missing here. Send from the record after the hub's head.",
  },
  fork: {
    status: 409,
    id: 'Riwayat lokasi ini berbeda dari yang sudah ditandatangani. Kedua riwayat disimpan; hubungi operator server pusat.',
    en: 'This history is not the one the hub has signed for. Both are kept; call the hub operator.',
  },
  'wrong-epoch': {
    status: 409,
    id: 'Epoch ini bukan epoch yang terdaftar. Daftarkan lokasi lagi dengan kode baru.',
    en: 'This epoch is not the one enrolled. Enrol the site again with a new code.',
  },
  'bad-checkpoint': {
    status: 400,
    id: 'Checkpoint rusak atau tanda tangannya tidak cocok. Tidak ada yang disimpan; kirim lagi.',
    en: 'The checkpoint is damaged, not signed by this log, or not for these records. Nothing was stored; send it again.',
  },
  'batch-too-large': {
    status: 413,
    id: 'Kiriman terlalu besar. Kirim lebih sedikit catatan sekaligus.',
    en: 'The batch is too large. Send fewer records at a time.',
  },
}

export function batchRefused(error: BatchRefusal['error'], head: JournalHead | undefined): HttpRefusal {
  const { status, id, en } = reasons[error]
  return new HttpRefusal(status, error, { id, en }, head ? { body: { head } } : {})
}

export const quarantined = () =>
  new HttpRefusal(403, 'site-quarantined', {
    id: 'Riwayat lokasi ini bercabang dan sedang diperiksa. Hubungi operator server pusat; data tetap aman di laptop.',
    en: 'The history of this site has forked and is being looked at. Call the hub operator; the data stays safe on the laptop.',
  })
