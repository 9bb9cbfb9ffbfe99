import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import type { Identifier, Patient } from '@sentra/contract'

/**
 * How the registry finds a person again without keeping their numbers in the open.
 *
 * A number is looked up by its keyed hash; the key never leaves the hub, so a copy of the database
 * cannot be searched with a list of all possible numbers.
 */

/** Numbers that belong to one person alone, the strongest first. A family's KK or a mother's NIK is not one. */
const personalKinds = ['NIK', 'PASSPORT', 'BPJS_CARD'] as const

export function personalIdentifiers(patient: Patient): Identifier[] {
  return personalKinds.flatMap((kind) => patient.identifiers.filter((identifier) => identifier.kind === kind))
}

export function identifierHash(secret: Uint8Array, { kind, value }: Identifier): Buffer {
  const plain = value.toUpperCase().replaceAll(/[^0-9A-Z]/g, '')
  return keyedHash(secret, `identifier\n${kind}\n${plain}`)
}

function keyedHash(secret: Uint8Array, text: string): Buffer {
  const key = keys.get(secret) ?? createSecretKey(secret)
  keys.set(secret, key)
  return createHmac('sha256', key).update(text).digest()
}

/** Node looks at raw bytes for as long as the hash takes to find out that they are no key; a key it knows. */
const keys = new WeakMap<Uint8Array, KeyObject>()

/**
 * The key of a new patient: the first 8 bytes of a keyed hash, as PostgreSQL's signed bigint in text.
 *
 * Of the strongest number; of name and birth date where there is none; of all three for the second
 * person who comes with somebody else's number, so that each has a row.
 */
export function patientKey(secret: Uint8Array, patient: Patient, numberIsTaken = false): string {
  const { key, keyIfTaken } = keyedPatient(secret, patient)
  return numberIsTaken ? keyIfTaken() : key
}

/** What the registry asks of a patient, worked out once for each event however often the rules ask. */
export type KeyedPatient = {
  /** Hashes of the personal numbers in hex, the strongest first. */
  numbers: readonly { hash: string; kind: string }[]
  matchName: string
  /** The key of a new patient, and of a second person on their number. */
  key: string
  keyIfTaken(): string
}

export function keyedPatient(secret: Uint8Array, patient: Patient): KeyedPatient {
  const known = keyed.get(patient)
  if (known?.secret === secret) return known
  const numbers = personalIdentifiers(patient).map((number) => ({
    hash: identifierHash(secret, number).toString('hex'),
    kind: number.kind,
  }))
  const name = matchName(patient.fullName)
  const person = `${name}\n${patient.birthDate}`
  const strongest = numbers[0]?.hash
  const found = {
    secret,
    numbers,
    matchName: name,
    key: keyOf(secret, strongest, strongest === undefined ? person : undefined),
    keyIfTaken: () => keyOf(secret, strongest, person),
  }
  keyed.set(patient, found)
  return found
}

/** Lives no longer than the event. */
const keyed = new WeakMap<Patient, KeyedPatient & { secret: Uint8Array }>()

function keyOf(secret: Uint8Array, number: string | undefined, person: string | undefined): string {
  const parts = ['patient', number ?? '', ...(person === undefined ? [] : [person])]
  return keyedHash(secret, parts.join('\n')).readBigInt64BE(0).toString()
}

/** A name as it is compared: letters only, one case, no accents, words in order. */
export function matchName(fullName: string): string {
  return fullName
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** Distribution bucket of a dose: stored, so that a batch can be grouped by the shard it belongs to. */
export function patientBucket(key: string): number {
  return Number(BigInt.asUintN(64, BigInt(key)) % 1024n)
}
