import type { LocalDate, Sex } from '@sentra/contract'
import { isLocalDate } from '../campaign/local-date.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { type RegionWarning, regionWarnings } from './regions.ts'

/**
 * What the sixteen digits of a NIK say: region of first registration, birth date (a woman's day is
 * forty higher), serial. There is no check digit, so a typing error is usually another person's
 * well-formed number: an impossible number is refused, an unlikely one only warns. The century is a
 * guess (`inferredCentury`), and region, sex and date may honestly disagree with the person, because
 * a NIK never changes.
 */
export interface Nik {
  readonly nik: string
  readonly birthDate: LocalDate
  readonly sex: Sex
  readonly inferredCentury: boolean
  readonly warnings: readonly NikWarning[]
}

export type NikWarning = RegionWarning | 'NIK_SEX_MISMATCH' | 'NIK_DOB_MISMATCH'

export type NikRefusal = 'nik-length' | 'nik-all-same' | 'nik-serial-zero' | 'nik-date'

/**
 * Reads a NIK as typed; spaces, dots and dashes are ignored. With the birth date or sex that the
 * person declared, a difference becomes a warning.
 */
export function parseNik(
  text: string,
  on: {
    localDate: LocalDate
    birthDate?: LocalDate | undefined
    sex?: Sex | undefined
    /** Youngest age of the programme: decides the century when no birth date is declared. */
    minAgeYears?: number | undefined
  },
): Nik | Refusal<NikRefusal> {
  const nik = text.replace(/[\s.-]/g, '')
  if (!/^[0-9]{16}$/.test(nik))
    return refuse('nik-length', { field: 'nik', details: { length: nik.replace(/[^0-9]/g, '').length } })
  if (/^(\d)\1{15}$/.test(nik) || nik === '1234567890123456') return refuse('nik-all-same', { field: 'nik' })
  if (nik.endsWith('0000')) return refuse('nik-serial-zero', { field: 'nik' })

  const dayAndSex = Number(nik.slice(6, 8))
  const sex: Sex = dayAndSex > 40 ? 'female' : 'male'
  const birthDate = birthDateOf(nik, dayAndSex > 40 ? dayAndSex - 40 : dayAndSex, on)
  if (birthDate === null) return refuse('nik-date', { field: 'nik' })

  const warnings: NikWarning[] = [...regionWarnings(nik)]
  if (on.sex !== undefined && on.sex !== sex) warnings.push('NIK_SEX_MISMATCH')
  if (on.birthDate !== undefined && on.birthDate !== birthDate) warnings.push('NIK_DOB_MISMATCH')
  return { nik, birthDate, sex, inferredCentury: on.birthDate !== birthDate, warnings }
}

/** First six and last two digits, for staff screens. Cards and boards show the last four or nothing; logs nothing. */
export function maskNik(nik: string): string {
  return nik.length < 10
    ? '*'.repeat(nik.length)
    : `${nik.slice(0, 6)}${'*'.repeat(nik.length - 8)}${nik.slice(-2)}`
}

function birthDateOf(
  nik: string,
  day: number,
  on: { localDate: LocalDate; birthDate?: LocalDate | undefined; minAgeYears?: number | undefined },
): LocalDate | null {
  const rest = `${nik.slice(10, 12)}-${nik.slice(8, 10)}-${String(day).padStart(2, '0')}`
  const candidates = [`20${rest}`, `19${rest}`].filter((date) => isLocalDate(date) && date <= on.localDate)
  const declared = candidates.find((date) => date === on.birthDate)
  if (declared !== undefined) return declared

  const [youngest] = candidates
  if (youngest === undefined) return null
  const bornBy = `${Number(on.localDate.slice(0, 4)) - (on.minAgeYears ?? 18)}${on.localDate.slice(4)}`
  return youngest <= bornBy ? youngest : (candidates.at(-1) ?? youngest)
}
