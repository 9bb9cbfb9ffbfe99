import type { Text } from '../values/index.ts'

/**
 * Something looks wrong, and may be right: shown, accepted by a person, kept on the record, resolved
 * later. A warning never refuses anybody. `info` is recorded without asking.
 */
export const warnings = {
  NIK_PROVINCE: {
    severity: 'warn',
    id: 'Kode provinsi NIK tidak dikenal.',
    en: 'The province code of the NIK is not known.',
  },
  NIK_REGENCY: {
    severity: 'warn',
    id: 'Kode kabupaten/kota NIK tidak dikenal.',
    en: 'The regency code of the NIK is not known.',
  },
  NIK_DISTRICT: {
    severity: 'info',
    id: 'Kode kecamatan NIK tidak dikenal; wajar untuk pendaftaran lama.',
    en: 'The district code of the NIK is not known; common for old registrations.',
  },
  NIK_SEX_MISMATCH: {
    severity: 'warn',
    id: 'Jenis kelamin menurut NIK berbeda dari isian.',
    en: 'The sex in the NIK differs from what was entered.',
  },
  NIK_DOB_MISMATCH: {
    severity: 'warn',
    id: 'Tanggal lahir menurut NIK berbeda dari isian.',
    en: 'The birth date in the NIK differs from what was entered.',
  },
  NIK_IDENTITY_COLLISION: {
    severity: 'warn',
    id: 'NIK ini sudah tercatat untuk orang lain. Cocokkan nama dengan KTP; keduanya disimpan dan diperiksa kemudian.',
    en: 'This NIK is already on record for somebody else. Compare the name with the KTP; both are kept and resolved later.',
  },
  NIK_NEAR_DUPLICATE: {
    severity: 'warn',
    id: 'Ada NIK yang berbeda satu angka, atau orang dengan nama dan tanggal lahir yang sama. Baca NIK sekali lagi.',
    en: 'There is a NIK one digit away, or a person of the same name and birth date. Read the NIK once more.',
  },
  HOLDER_NAME_DIFFERS: {
    severity: 'warn',
    id: 'Nama pada tiket berbeda dari isian. Pastikan orangnya sama.',
    en: 'The name on the ticket differs from what was entered. Make sure it is the same person.',
  },
  PREVIOUS_DOSE_NOT_FOUND: {
    severity: 'warn',
    id: 'Dosis sebelumnya tidak ada di tempat ini. Lihat kartunya; jangan menolak orang karena datanya belum masuk.',
    en: 'The earlier dose is not on record here. Look at the card; nobody is refused because data is late.',
  },
  DIFFERENT_PRODUCT: {
    severity: 'warn',
    id: 'Dosis sebelumnya memakai produk lain. Seri primer memakai produk yang sama, kecuali diputuskan dokter.',
    en: 'The earlier dose was another product. A primary series uses one product unless a doctor decides otherwise.',
  },
} as const satisfies Record<string, Text & { severity: 'warn' | 'info' }>

export type WarningName = keyof typeof warnings

export function isWarningName(name: string): name is WarningName {
  return Object.hasOwn(warnings, name)
}

/** The words of a warning; an unknown name (an older or newer site) shows as itself. */
export function warningMessage(name: string): Text {
  return isWarningName(name) ? { id: warnings[name].id, en: warnings[name].en } : { id: name, en: name }
}
