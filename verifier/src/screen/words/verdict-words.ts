import { text } from './text.ts'

/** The answer about one card, beside the verdict's own words (`card`). */
export const verdictWords = {
  'compare.title': text('Cocokkan dengan KTP', 'Compare with the identity card'),
  'holder.title': text('Tertulis di kartu ini', 'Written on this card'),
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
  'verdict.checkedAt': text('Diperiksa pukul {time}', 'Checked at {time}'),
} as const
