import type {
  DeniedDevice,
  DocumentUsage,
  GoodPlaces,
  Verdict,
  VerdictKind,
  VerdictReason,
  VerdictSteps,
} from '@sentra/contract'
import { toBase64Url } from '../envelope/bytes.ts'
import type { PublicKey } from '../envelope/cose-key.ts'
import {
  header,
  isPlain,
  kidOf,
  type Sign1,
  usesEs256,
  usesKnownAlgorithm,
  verifyForeignSign1,
  verifySign1,
} from '../envelope/cose-sign1.ts'
import { isLowS, sha256 } from '../envelope/es256.ts'
import type { ForeignKey } from '../envelope/foreign-key.ts'
import { decodeHcertText, type TextRefusal } from '../envelope/hcert-text.ts'
import { isoInstant } from '../envelope/iso-time.ts'
import { isRefused, type Refused, refuse } from '../envelope/refused.ts'
import type { StatusList } from '../status/status-list.ts'
import { ticketPrefix } from '../ticket/ticket.ts'
import { type DeviceClaims, openDeviceCertificate } from '../trust/device-certificate.ts'
import { findDocumentSigner, type OpenedTrust } from '../trust/trust-bundle.ts'
import { judgeStatus } from './judge-status.ts'
import {
  type CardClaims,
  type CardContents,
  cardKind,
  certificateOf,
  readClaims,
  readContents,
} from './read-card.ts'

export interface VerifyOptions {
  readonly trust: OpenedTrust
  /** By the name cards use for them. A missing list leaves the status unknown; it never makes a card red. */
  readonly statusLists: ReadonlyMap<string, StatusList>
  readonly now: Date
}

/** Laptops' clocks differ. A card from further ahead than a day is refused, or the checker's own clock is wrong. */
const clockLeewayMs = 24 * 60 * 60 * 1000

/**
 * Is this card genuine, and does it still count? Needs no network and remembers nobody.
 *
 *   text → envelope → who signed it → signature → words → dates and scope → status
 *
 * Never throws for what a stranger may hand in: a bad text is a verdict with a named reason. It throws
 * only `NoSecureContextError`, when the browser has no cryptography to offer.
 */
export async function verifyCard(text: string, options: VerifyOptions): Promise<Verdict> {
  const steps = unreachedSteps()
  // Trimming is safe: no base45 text ends in a space, because its last character is never above W.
  const moment = isoInstant(options.now.getTime())
  const answer = await check(text.trim(), options, moment, steps)
  const trustStale = moment > options.trust.expiresAt
  const base = { steps, trustAsOf: options.trust.issuedAt, trustStale }
  if (isRefused<VerdictReason>(answer)) {
    const kind = answer.refused === 'expired' ? 'expired' : 'not-genuine'
    return { kind, reason: answer.refused, statusKnown: false, ...base }
  }
  return { ...answer, ...base }
}

type Judged = Pick<Verdict, 'kind' | 'reason' | 'statusKnown' | 'statusAsOf' | 'card'>

async function check(
  text: string,
  options: VerifyOptions,
  moment: string,
  steps: VerdictSteps,
): Promise<Judged | Refused<VerdictReason>> {
  const sign1 = readEnvelope(text, steps)
  if (isRefused<VerdictReason>(sign1)) return sign1

  const signer = await findSigner(sign1, options.trust)
  steps.cose = !isRefused(signer) && (await signatureHolds(sign1, signer))
  if (isRefused<VerdictReason>(signer)) return signer
  if (!steps.cose) return refuse('bad-signature')

  const claims = readClaims(sign1)
  steps.cwt = !isRefused(claims)
  if (isRefused(claims)) return refuse('unreadable-claims')
  const scope = scopeMisuse(claims, signer)
  if (scope) {
    steps.keyUsage = false
    return refuse(scope)
  }
  const card = readContents(claims, signer.device)
  steps.schema = !isRefused(card)
  if (isRefused<'schema' | 'unsupported-card'>(card)) {
    return refuse(card.refused === 'schema' ? 'unreadable-contents' : 'unsupported-card')
  }

  const misuse =
    keyMisuse(card, signer) ??
    (await denial(sign1, card, signer, options.trust)) ??
    fromTheFuture(card, options)
  steps.keyUsage = misuse === null
  if (misuse) return refuse(misuse)

  // Good through the very second of `exp`: RFC 8392 would end one second sooner, but the issuers of the
  // European test cards (ES 1501-1503, IE 1-4) count that second as valid.
  steps.expiry = moment <= goodUntil(card, options.trust)
  if (!steps.expiry) return { kind: 'expired', reason: 'expired', statusKnown: false, card }

  const status = judgeStatus(card, options.statusLists, moment)
  steps.status = status.value === undefined ? false : status.known ? status.value === 0 : null
  if (status.value === undefined) return refuse('status-index-out-of-range')
  const { kind, reason } = verdictOf(card, status.value)
  const asOf = status.asOf === null ? {} : { statusAsOf: status.asOf }
  return { kind, reason, statusKnown: status.known, ...asOf, card }
}

function readEnvelope(text: string, steps: VerdictSteps): Sign1 | Refused<VerdictReason> {
  if (text.startsWith(ticketPrefix)) {
    steps.prefix = false
    return refuse('this-is-a-ticket')
  }
  const sign1 = decodeHcertText(text)
  const failed = isRefused<TextRefusal>(sign1) ? sign1.refused : null
  for (const step of ['prefix', 'base45', 'inflate'] as const) {
    steps[step] = step !== failed
    if (step === failed) break
  }
  if (failed === 'cose') steps.cose = false
  return failed ? refuse(textReasons[failed]) : (sign1 as Sign1)
}

const textReasons = {
  prefix: 'not-a-card',
  base45: 'unreadable-text',
  inflate: 'unreadable-compression',
  cose: 'unreadable-envelope',
} as const satisfies Record<TextRefusal, VerdictReason>

interface Signer {
  readonly key: PublicKey | ForeignKey
  /** Present when a site's laptop signed; a national key has none. */
  readonly device: DeviceClaims | null
  readonly validFrom: string
  readonly validUntil: string
  /** Null: every kind of national card. */
  readonly usages: readonly DocumentUsage[] | null
}

/** A certificate inside the card makes it a site's; otherwise its kid must be a national signer's. */
async function findSigner(sign1: Sign1, trust: OpenedTrust): Promise<Signer | Refused<VerdictReason>> {
  if (sign1.protectedHeader.has(header.kcwt)) {
    if (!usesEs256(sign1)) return refuse('unsupported-algorithm')
    const certificate = certificateOf(sign1)
    const device = certificate
      ? await openDeviceCertificate(certificate, trust)
      : refuse('bad-certificate' as const)
    if (isRefused<'unknown-signer' | 'bad-certificate'>(device)) return device
    const { validFrom, keyUseUntil } = device.certificate
    return { key: device.key, device, validFrom, validUntil: keyUseUntil, usages: null }
  }
  if (!usesKnownAlgorithm(sign1)) return refuse('unsupported-algorithm')
  const kid = kidOf(sign1)
  const found = kid && findDocumentSigner(trust.documentSigners, kid)
  if (!found) return refuse('unknown-signer')
  return {
    key: found.key,
    device: null,
    validFrom: found.entry.validFrom,
    validUntil: found.entry.validUntil,
    usages: found.entry.usages ?? null,
  }
}

/** Our own local cards have one envelope each: plain outer form, lower s. Foreign issuers promise neither. */
async function signatureHolds(sign1: Sign1, signer: Signer): Promise<boolean> {
  if (signer.device && !(isPlain(sign1) && isLowS(sign1.signature))) return false
  return signer.key instanceof Uint8Array
    ? verifySign1(sign1, signer.key)
    : verifyForeignSign1(sign1, signer.key)
}

/** A site's key may make local cards, a document signer national ones, and neither the other's. */
function scopeMisuse(claims: CardClaims, signer: Signer): VerdictReason | null {
  const kind = cardKind(claims)
  if (kind === null) return 'unsupported-card'
  if (signer.usages && !signer.usages.includes('vaccination')) return 'wrong-scope'
  return kind === (signer.device ? 'local' : 'national') ? null : 'wrong-scope'
}

/** A key may be good and still not be allowed to say this. */
function keyMisuse(card: CardContents, signer: Signer): VerdictReason | null {
  if (card.issuedAt < signer.validFrom || card.issuedAt > signer.validUntil) return 'issued-outside-key-use'
  if (!signer.device || card.kind !== 'local') return null

  const { blockStart, blockCount, expiresAt } = signer.device.certificate
  const inBlock = card.statusIndex >= blockStart && card.statusIndex < blockStart + blockCount
  if (!inBlock) return 'index-outside-block'
  return card.expiresAt > expiresAt ? 'outlives-its-certificate' : null
}

/** A stolen laptop's key is denied, save for the cards known to be older than the theft. */
function denial(
  sign1: Sign1,
  card: CardContents,
  signer: Signer,
  trust: OpenedTrust,
): Promise<VerdictReason | null> | null {
  const denied = trust.deniedDevices.find(
    (entry) => entry.certificateId === signer.device?.certificate.certificateId,
  )
  return denied ? denialOf(denied, sign1, card) : null
}

async function denialOf(
  denied: DeniedDevice,
  sign1: Sign1,
  card: CardContents,
): Promise<VerdictReason | null> {
  if (denied.goodCards.includes(await cardHash(sign1))) return null
  return denied.goodPlaces?.some((places) => isIn(places, card)) ? null : 'device-denied'
}

function isIn(places: GoodPlaces, { statusList, statusIndex = -1 }: CardContents): boolean {
  return statusList === places.statusList && places.from <= statusIndex && statusIndex < places.below
}

/** A local card's own date, or a later one when its list was extended because the outage outlasted it. */
function goodUntil(card: CardContents, { extendedLists = [] }: OpenedTrust): string {
  const extended = extendedLists.find(({ statusList }) => statusList === card.statusList)
  if (card.kind !== 'local' || extended === undefined) return card.expiresAt
  return extended.validUntil > card.expiresAt ? extended.validUntil : card.expiresAt
}

/** The name by which a bulletin calls one card: 8 bytes of the SHA-256 of its signed payload, base64url. */
export async function cardHash(sign1: Sign1): Promise<string> {
  return toBase64Url((await sha256(sign1.payload)).slice(0, 8))
}

function fromTheFuture(card: CardContents, { now }: VerifyOptions): VerdictReason | null {
  return card.issuedAt > isoInstant(now.getTime() + clockLeewayMs) ? 'issued-in-the-future' : null
}

function verdictOf(card: CardContents, status: number): { kind: VerdictKind; reason: VerdictReason } {
  if (status === 0) return { kind: card.kind === 'local' ? 'valid-local' : 'valid-national', reason: 'ok' }
  if (status === 2) return { kind: 'suspended', reason: 'suspended' }
  if (status === 3) return { kind: 'exchanged', reason: 'exchanged' }
  return { kind: 'withdrawn', reason: 'withdrawn' }
}

export function unreachedSteps(): VerdictSteps {
  return {
    prefix: null,
    base45: null,
    inflate: null,
    cose: null,
    cwt: null,
    schema: null,
    expiry: null,
    keyUsage: null,
    status: null,
  }
}
