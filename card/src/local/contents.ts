import type { DeviceCertificate, LocalCardContents, LocalCardDose } from '@sentra/contract'
import { uuidFromBytes, uuidToBytes } from '../envelope/compact-id.ts'
import { dateFromDays, daysFromDate } from '../envelope/cwt.ts'
import { type CborMap, isCount, isMap, isText } from '../envelope/strict-cbor.ts'
import { productOfShort, shortProduct } from './product-numbers.ts'

/**
 * The map inside a local card: integer keys, days instead of dates, bytes instead of UUIDs, because
 * each eleven bytes fewer is one module row fewer on a cheap printer.
 *
 *   1 card id (16 bytes)   2 full name   3 birth date (days)   4 last four NIK digits as a number (optional)
 *   5 doses [[number, product, lot, days, vaccine code (optional)], …]   6 vaccinator   7 issuer
 *   8 status index   9 cause: 0 an outage, otherwise the seconds waited
 *
 * Site, device and status list come from the device certificate beside it. Validity is in the CWT.
 * Which outage it was stands in the log, under the card's id.
 */
const key = {
  cardId: 1,
  fullName: 2,
  birthDate: 3,
  nikLast4: 4,
  doses: 5,
  vaccinator: 6,
  issuer: 7,
  statusIndex: 8,
  cause: 9,
} as const

const knownKeys: ReadonlySet<unknown> = new Set(Object.values(key))

/** A local card lives this long; the national one is there well before. */
export const localCardDays = 30

const dosesMax = 3

export type LocalCardWords = Pick<
  LocalCardContents,
  | 'cardId'
  | 'fullName'
  | 'birthDate'
  | 'nikLast4'
  | 'doses'
  | 'vaccinator'
  | 'issuer'
  | 'statusIndex'
  | 'cause'
>

export function encodeLocalCard(words: LocalCardWords): CborMap {
  return new Map<unknown, unknown>([
    [key.cardId, uuidToBytes(words.cardId)],
    [key.fullName, words.fullName],
    [key.birthDate, daysFromDate(words.birthDate)],
    ...(words.nikLast4 === undefined ? [] : [[key.nikLast4, Number(words.nikLast4)] as const]),
    [key.doses, words.doses.map(encodeDose)],
    [key.vaccinator, words.vaccinator],
    [key.issuer, words.issuer],
    [key.statusIndex, words.statusIndex],
    [key.cause, words.cause.kind === 'outage' ? 0 : words.cause.waitedSeconds],
  ])
}

/** Null when a part is missing, unknown or of the wrong kind. */
export function decodeLocalCard(map: unknown): LocalCardWords | null {
  if (!isMap(map)) return null
  for (const entry of map.keys()) if (!knownKeys.has(entry)) return null

  const cardId = uuidFromBytes(map.get(key.cardId))
  const fullName = map.get(key.fullName)
  const birthDate = dateFromDays(map.get(key.birthDate))
  const nikDigits = map.get(key.nikLast4)
  const doses = decodeDoses(map.get(key.doses))
  const vaccinator = map.get(key.vaccinator)
  const issuer = map.get(key.issuer)
  const statusIndex = map.get(key.statusIndex)
  const cause = causeOf(map.get(key.cause))
  if (!cardId || !isText(fullName, 80) || !birthDate || !doses || !cause) return null
  if (!isText(vaccinator, 24) || !isText(issuer, 24) || !isCount(statusIndex)) return null
  const words = { cardId, fullName, birthDate, doses, vaccinator, issuer, statusIndex, cause }
  if (nikDigits === undefined) return words
  if (!isCount(nikDigits) || nikDigits > 9999) return null
  return { ...words, nikLast4: String(nikDigits).padStart(4, '0') }
}

/** The short number on the paper: typed when the QR cannot be read. */
export function localCardSerial(statusList: string, statusIndex: number): string {
  return `${statusList.toUpperCase()}-${String(statusIndex).padStart(6, '0')}`
}

export function localCardContents(
  words: LocalCardWords,
  certificate: DeviceCertificate,
  issuedAt: string,
  expiresAt: string,
): LocalCardContents {
  const { siteId, siteName, deviceId, certificateId, statusList } = certificate
  return {
    kind: 'local',
    ...words,
    serial: localCardSerial(statusList, words.statusIndex),
    site: { siteId, name: siteName },
    deviceId,
    deviceCertificateId: certificateId,
    statusList,
    issuedAt,
    expiresAt,
  }
}

function encodeDose(dose: LocalCardDose): unknown[] {
  const product = shortProduct(dose.productId)
  const parts = [dose.doseNumber, product, dose.lotNumber, daysFromDate(dose.occurrenceDate)]
  return dose.vaccineCode === undefined ? parts : [...parts, dose.vaccineCode]
}

function decodeDoses(list: unknown): LocalCardDose[] | null {
  if (!Array.isArray(list) || list.length < 1 || list.length > dosesMax) return null
  const doses = list.map(decodeDose)
  return doses.every((dose) => dose !== null) ? doses : null
}

function decodeDose(parts: unknown): LocalCardDose | null {
  if (!Array.isArray(parts) || parts.length < 4 || parts.length > 5) return null
  const [doseNumber, product, lotNumber, days, vaccineCode] = parts
  const productId = productOfShort(product)
  const occurrenceDate = dateFromDays(days)
  if (!isCount(doseNumber) || doseNumber < 1 || doseNumber > 9 || !occurrenceDate) return null
  if (!productId || !isText(lotNumber, 20)) return null
  const dose = { doseNumber, productId, lotNumber, occurrenceDate }
  if (parts.length === 4) return dose
  return isText(vaccineCode, 20) ? { ...dose, vaccineCode } : null
}

function causeOf(value: unknown): LocalCardContents['cause'] | null {
  if (value === 0) return { kind: 'outage' }
  return isCount(value) ? { kind: 'wait', waitedSeconds: value } : null
}
