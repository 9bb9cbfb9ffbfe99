import type { DeviceCertificate, LocalCardCause, LocalCardContents, LocalCardDose } from '@sentra/contract'
import { uuidFromBytes, uuidToBytes } from '../envelope/compact-id.ts'
import { dateFromDays, daysFromDate } from '../envelope/cwt.ts'
import { type CborMap, isCount, isMap, isText } from '../envelope/strict-cbor.ts'

/**
 * The map inside a local card: integer keys, days instead of dates, bytes instead of UUIDs, because
 * each eleven bytes fewer is one module row fewer on a cheap printer.
 *
 *   1 card id (16 bytes)   2 full name   3 birth date (days)   4 last four NIK digits (optional)
 *   5 doses [[number, product, vaccine code or null, lot, days], …]   6 vaccinator   7 issuer
 *   8 status index   9 cause [0, outage id] or [1, seconds waited]
 *
 * Site, device and status list come from the device certificate beside it. Validity is in the CWT.
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
  const map: CborMap = new Map<unknown, unknown>([
    [key.cardId, uuidToBytes(words.cardId)],
    [key.fullName, words.fullName],
    [key.birthDate, daysFromDate(words.birthDate)],
    [key.doses, words.doses.map(encodeDose)],
    [key.vaccinator, words.vaccinator],
    [key.issuer, words.issuer],
    [key.statusIndex, words.statusIndex],
    [key.cause, encodeCause(words.cause)],
  ])
  if (words.nikLast4 !== undefined) map.set(key.nikLast4, words.nikLast4)
  return map
}

/** Null when a part is missing, unknown or of the wrong kind. */
export function decodeLocalCard(map: unknown): LocalCardWords | null {
  if (!isMap(map)) return null
  const known = new Set<unknown>(Object.values(key))
  if (Array.from(map.keys()).some((entry) => !known.has(entry))) return null

  const cardId = uuidFromBytes(map.get(key.cardId))
  const fullName = map.get(key.fullName)
  const birthDate = dateFromDays(map.get(key.birthDate))
  const nikLast4 = map.get(key.nikLast4)
  const doses = decodeDoses(map.get(key.doses))
  const vaccinator = map.get(key.vaccinator)
  const issuer = map.get(key.issuer)
  const statusIndex = map.get(key.statusIndex)
  const cause = decodeCause(map.get(key.cause))
  if (!cardId || !isText(fullName, 80) || !birthDate || !doses || !cause) return null
  if (!isText(vaccinator, 24) || !isText(issuer, 24) || !isCount(statusIndex)) return null
  if (nikLast4 !== undefined && !(typeof nikLast4 === 'string' && /^\d{4}$/.test(nikLast4))) return null

  const words = { cardId, fullName, birthDate, doses, vaccinator, issuer, statusIndex, cause }
  return nikLast4 === undefined ? words : { ...words, nikLast4 }
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
  const days = daysFromDate(dose.occurrenceDate)
  return [dose.doseNumber, dose.productId, dose.vaccineCode ?? null, dose.lotNumber, days]
}

function decodeDoses(list: unknown): LocalCardDose[] | null {
  if (!Array.isArray(list) || list.length < 1 || list.length > dosesMax) return null
  const doses = list.map(decodeDose)
  return doses.every((dose) => dose !== null) ? doses : null
}

function decodeDose(parts: unknown): LocalCardDose | null {
  if (!Array.isArray(parts) || parts.length !== 5) return null
  const [doseNumber, productId, vaccineCode, lotNumber, days] = parts
  const occurrenceDate = dateFromDays(days)
  if (!isCount(doseNumber) || doseNumber < 1 || doseNumber > 9 || !occurrenceDate) return null
  if (!isText(productId, 40) || !isText(lotNumber, 20)) return null
  const dose = { doseNumber, productId, lotNumber, occurrenceDate }
  if (vaccineCode === null) return dose
  return isText(vaccineCode, 20) ? { ...dose, vaccineCode } : null
}

function encodeCause(cause: LocalCardCause): unknown[] {
  return cause.kind === 'outage' ? [0, uuidToBytes(cause.outageId)] : [1, cause.waitedSeconds]
}

function decodeCause(parts: unknown): LocalCardCause | null {
  if (!Array.isArray(parts) || parts.length !== 2) return null
  const [kind, reference] = parts
  if (kind === 1)
    return isCount(reference) && reference > 0 ? { kind: 'wait', waitedSeconds: reference } : null
  const outageId = kind === 0 ? uuidFromBytes(reference) : null
  return outageId ? { kind: 'outage', outageId } : null
}
