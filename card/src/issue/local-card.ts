import type { LocalCardCause, LocalCardContents, Patient } from '@sentra/contract'
import type { Bytes } from '../envelope/bytes.ts'
import { decodeSign1, sign1Item } from '../envelope/cose-sign1.ts'
import { claim, claimFromInstant, hcertKey } from '../envelope/cwt.ts'
import { encodeLocalCardText } from '../envelope/hcert-text.ts'
import { isoInstant } from '../envelope/iso-time.ts'
import { assert, isRefused, type Refused, refuse } from '../envelope/refused.ts'
import { encodeCbor } from '../envelope/strict-cbor.ts'
import { encodeLocalCard, type LocalCardWords, localCardContents, localCardDays } from '../local/contents.ts'
import type { IssuedDeviceCertificate } from './device-certificate.ts'
import type { Es256Signer } from './es256-signer.ts'
import { assertRecorded, type RecordedImmunization } from './recorded-immunization.ts'
import { certificateHeader, signEnvelope } from './sign-envelope.ts'

export interface LocalCardRequest {
  readonly cardId: string
  /** The clerk at the card desk. Never the vaccinator: a card needs two people. */
  readonly issuer: string
  readonly cause: LocalCardCause
  /** The next unused index of the device's block. */
  readonly statusIndex: number
  /** Earlier doses of the same person that are in the log too, oldest first. */
  readonly earlierDoses?: readonly RecordedImmunization[]
  /** From a `patient.corrected` event, when the first record had a slip in it. */
  readonly correctedPatient?: Patient
  /** By default 30 days. Never beyond the device certificate. */
  readonly expiresAt?: Date
}

export interface DeviceIdentity {
  readonly signer: Es256Signer
  readonly certificate: IssuedDeviceCertificate
}

export interface IssuedLocalCard {
  /** `HC1:…`: what the QR says. */
  readonly text: string
  readonly contents: LocalCardContents
}

export type LocalCardRefusal =
  | 'vaccinator-is-issuer'
  | 'certificate-not-in-force'
  | 'index-outside-block'
  | 'wrong-site'
  | 'name-too-long'

/**
 * Makes the card that holds while the national one cannot be had. It states a recorded dose, was
 * asked for by someone other than the vaccinator, and names its cause.
 *
 * Whether there was an outage, and which index is next, is decided by the site before it calls.
 */
export function issueLocalCard(
  immunization: RecordedImmunization,
  request: LocalCardRequest,
  device: DeviceIdentity,
  now: Date,
): IssuedLocalCard | Refused<LocalCardRefusal> {
  const doses = [...(request.earlierDoses ?? []), immunization]
  for (const dose of doses) assertRecorded(dose)
  const { contents: certificate } = device.certificate
  if (request.issuer === immunization.vaccinator) return refuse('vaccinator-is-issuer')
  if (immunization.site !== certificate.siteId) return refuse('wrong-site')

  const issuedAt = wholeSeconds(now)
  if (issuedAt < certificate.validFrom || issuedAt > certificate.keyUseUntil)
    return refuse('certificate-not-in-force')
  const { blockStart, blockCount } = certificate
  const inBlock = request.statusIndex >= blockStart && request.statusIndex < blockStart + blockCount
  if (!inBlock) return refuse('index-outside-block')

  const words = wordsOf(immunization, doses, request)
  if (words.fullName.length > 80) return refuse('name-too-long')
  const wanted = wholeSeconds(request.expiresAt ?? new Date(now.getTime() + localCardDays * 86_400_000))
  const expiresAt = wanted < certificate.expiresAt ? wanted : certificate.expiresAt
  const payload = encodeCbor(
    new Map<number, unknown>([
      [claim.expiresAt, claimFromInstant(expiresAt)],
      [claim.issuedAt, claimFromInstant(issuedAt)],
      [claim.hcert, new Map([[hcertKey.localCard, encodeLocalCard(words)]])],
    ]),
  )
  const envelope = signEnvelope(payload, device.signer, { protectedBytes: headerOf(device.certificate) })
  return {
    text: encodeLocalCardText(envelope),
    contents: localCardContents(words, certificate, issuedAt, expiresAt),
  }
}

function wordsOf(
  immunization: RecordedImmunization,
  doses: readonly RecordedImmunization[],
  request: LocalCardRequest,
): LocalCardWords {
  const patient = request.correctedPatient ?? immunization.dose.patient
  const nik = patient.identifiers.find((identifier) => identifier.kind === 'NIK')?.value
  const words = {
    cardId: request.cardId,
    fullName: patient.fullName.normalize('NFC'),
    birthDate: patient.birthDate,
    doses: doses.map(doseOf),
    vaccinator: immunization.vaccinator,
    issuer: request.issuer,
    statusIndex: request.statusIndex,
    cause: causeOf(request.cause),
  }
  return nik !== undefined && /^\d{16}$/.test(nik) ? { ...words, nikLast4: nik.slice(-4) } : words
}

function causeOf(cause: LocalCardCause): LocalCardWords['cause'] {
  return cause.kind === 'outage' ? { kind: 'outage' } : cause
}

function doseOf({ dose }: RecordedImmunization): LocalCardWords['doses'][number] {
  const { doseNumber, productId, lotNumber, occurrenceDate } = dose
  return { doseNumber, productId, lotNumber, occurrenceDate }
}

/** The protected header of every card of one certificate: the algorithm and the certificate. */
function headerOf(certificate: IssuedDeviceCertificate): Bytes {
  const known = headers.get(certificate)
  if (known) return known
  const sign1 = decodeSign1(certificate.bytes)
  assert(!isRefused(sign1), 'a device certificate is a COSE_Sign1')
  const made = certificateHeader(sign1Item(sign1.protectedBytes, sign1.payload, sign1.signature))
  headers.set(certificate, made)
  return made
}

const headers = new WeakMap<IssuedDeviceCertificate, Bytes>()

function wholeSeconds(moment: Date): string {
  return isoInstant(Math.floor(moment.getTime() / 1000) * 1000)
}
