import type { Text } from '../values/index.ts'

/** Fields by the words beside them on the screens. What nobody types (ids, versions) has none. */
const fieldWords: Readonly<Record<string, Text>> = {
  acceptedWarnings: { id: 'Peringatan', en: 'Warnings' },
  address: { id: 'Alamat', en: 'Address' },
  answers: { id: 'Jawaban skrining', en: 'Screening answers' },
  birthDate: { id: 'Tanggal lahir', en: 'Birth date' },
  bodySite: { id: 'Tempat suntikan', en: 'Injection site' },
  consent: { id: 'Persetujuan', en: 'Consent' },
  definition: { id: 'Rencana kegiatan', en: 'Campaign plan' },
  desk: { id: 'Meja', en: 'Desk' },
  displayName: { id: 'Nama panggilan', en: 'Display name' },
  doseNumber: { id: 'Dosis ke-', en: 'Dose number' },
  doses: { id: 'Jumlah dosis', en: 'Number of doses' },
  dosesPerVial: { id: 'Dosis per vial', en: 'Doses per vial' },
  expirationDate: { id: 'Kedaluwarsa', en: 'Expiration date' },
  fullName: { id: 'Nama lengkap', en: 'Full name' },
  identifiers: { id: 'Nomor identitas', en: 'Identity number' },
  identityChecked: { id: 'Dokumen yang dilihat', en: 'Document seen' },
  lane: { id: 'Jalur', en: 'Lane' },
  localCardText: { id: 'Teks kartu lokal', en: 'Text of the local card' },
  localDate: { id: 'Tanggal', en: 'Date' },
  lotNumber: { id: 'Nomor lot', en: 'Lot number' },
  need: { id: 'Kebutuhan khusus', en: 'Special need' },
  nik: { id: 'NIK', en: 'NIK' },
  note: { id: 'Catatan', en: 'Note' },
  outcome: { id: 'Hasil', en: 'Outcome' },
  paperWithdrawn: { id: 'Kertas kartu lokal', en: 'Paper of the local card' },
  phone: { id: 'Nomor HP', en: 'Phone' },
  pin: { id: 'PIN', en: 'PIN' },
  productId: { id: 'Vaksin', en: 'Vaccine' },
  query: { id: 'Kata pencarian', en: 'Search words' },
  reason: { id: 'Alasan', en: 'Reason' },
  roles: { id: 'Peran', en: 'Roles' },
  sex: { id: 'Jenis kelamin', en: 'Sex' },
  since: { id: 'Mulai', en: 'Begin' },
  staffId: { id: 'Kode petugas', en: 'Staff code' },
  target: { id: 'Layanan', en: 'Service' },
  ticket: { id: 'Tiket', en: 'Ticket' },
  vials: { id: 'Jumlah vial', en: 'Number of vials' },
}

/**
 * A field as people know it: by its own last word, else by what it is part of (`patient.identifiers.0.value` is the
 * identity number). A field without a label stays what it is called, for whoever writes a program. `words`: of
 * other screens than a site's.
 */
export function fieldInWords(
  field: string,
  words: Readonly<Record<string, Text>> = fieldWords,
): Text | string {
  const parts = field.split('.')
  const named = parts.findLast((part) => Object.hasOwn(words, part))
  return named === undefined ? field : words[named]!
}
