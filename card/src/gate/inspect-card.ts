import type { VerdictKind, VerdictReason, VerdictSteps } from '@sentra/contract'
import { bytesName } from '../envelope/bytes-name.ts'
import { header, kidOf, type Sign1, usesKnownAlgorithm, verifyForeignSign1 } from '../envelope/cose-sign1.ts'
import { hcertKey } from '../envelope/cwt.ts'
import { decodeHcertText, type TextRefusal } from '../envelope/hcert-text.ts'
import { isRefused } from '../envelope/refused.ts'
import { type DccKind, dccFault, dccKind } from '../national/dcc-schema.ts'
import type { StatusList } from '../status/status-list.ts'
import { readDeviceCertificate } from '../trust/device-certificate.ts'
import type { OpenedTrust } from '../trust/trust-bundle.ts'
import { judgeStatus } from '../verify/judge-status.ts'
import { type CardClaims, cardKind, certificateOf, readClaims, readContents } from '../verify/read-card.ts'
import { unreachedSteps, verifyCard } from '../verify/verify-card.ts'
import type { SignerCertificate } from './signer-certificate.ts'

/** What a gate system or a test bench asks about one text. */
export interface InspectOptions {
  /** The one signer to accept. Without it, the signers of `trust`. */
  readonly signer?: SignerCertificate | null
  readonly trust?: OpenedTrust | null
  readonly statusLists?: ReadonlyMap<string, StatusList>
  /** The moment of checking. It is taken at its word: there is no leeway for a wrong clock. */
  readonly at: Date
}

export interface Inspection {
  /**
   * True passed, false failed, null not reached. A step whose input is there is taken even when another
   * failed, so that one look says everything that is wrong; the verdict needs all of them.
   */
  readonly steps: VerdictSteps
  readonly verdict: VerdictKind
  readonly reason: VerdictReason
  /** What the card is about, as far as it could be read. */
  readonly about: DccKind | null
}

/**
 * Every step of the check of a card, each with its own answer.
 *
 * With a certificate, cards of any nation and any kind (vaccination, test, recovery) are judged by that
 * certificate alone: its kid, its key, its dates and its usages. Without one, the verdict is
 * `verifyCard`'s, by the trust bundle.
 */
export async function inspectCard(text: string, options: InspectOptions): Promise<Inspection> {
  const { trust, signer, at: now } = options
  const trimmed = text.trim()
  if (signer || !trust) return inspectBySigner(trimmed, options)
  const statusLists = options.statusLists ?? new Map<string, StatusList>()
  const verdict = await verifyCard(trimmed, { trust, statusLists, now })
  const seen = await inspectBySigner(trimmed, options)
  const steps = { ...verdict.steps }
  for (const step of ['cwt', 'schema', 'expiry'] as const) steps[step] ??= seen.steps[step]
  return { steps, verdict: verdict.kind, reason: verdict.reason, about: seen.about }
}

async function inspectBySigner(text: string, options: InspectOptions): Promise<Inspection> {
  const steps = unreachedSteps()
  const fail = (reason: VerdictReason, about: DccKind | null = null): Inspection => {
    return { steps, verdict: reason === 'expired' ? 'expired' : 'not-genuine', reason, about }
  }
  const sign1 = decodeHcertText(text)
  const failed = isRefused<TextRefusal>(sign1) ? sign1.refused : null
  for (const step of ['prefix', 'base45', 'inflate'] as const) {
    steps[step] = step !== failed
    if (step === failed) return fail(textReasons[failed])
  }
  if (isRefused<TextRefusal>(sign1)) {
    steps.cose = false
    return fail('unreadable-envelope')
  }
  const signer = options.signer ?? null
  const signature = await signatureFault(sign1, signer)
  steps.cose = signature === null

  const claims = readClaims(sign1)
  steps.cwt = !isRefused(claims)
  if (isRefused(claims)) return fail(signature ?? 'unreadable-claims')
  const { fault, about } = await contentFault(sign1, claims)
  steps.schema = fault === null
  const date = dateFault(claims, signer, options.at)
  steps.expiry = date === null
  if (signer && about) steps.keyUsage = signer.usages === null || signer.usages.includes(about)

  const usage = steps.keyUsage === false ? 'wrong-scope' : null
  const worst = signature ?? fault ?? usage ?? date
  if (worst) return fail(worst, about)
  return { steps, ...statusOf(claims, steps, options), about }
}

const textReasons = {
  prefix: 'not-a-card',
  base45: 'unreadable-text',
  inflate: 'unreadable-compression',
} as const

/** The card must call its signer by the name of this certificate, if it calls it at all. */
async function signatureFault(sign1: Sign1, signer: SignerCertificate | null): Promise<VerdictReason | null> {
  if (!usesKnownAlgorithm(sign1)) return 'unsupported-algorithm'
  const kid = kidOf(sign1)
  if (!signer || (kid && bytesName(kid) !== bytesName(signer.kid))) return 'unknown-signer'
  // A site's key makes local cards and nothing else, so no certificate but its own can vouch for one.
  if (sign1.protectedHeader.has(header.kcwt)) return 'wrong-scope'
  return (await verifyForeignSign1(sign1, signer.key)) ? null : 'bad-signature'
}

async function contentFault(
  sign1: Sign1,
  claims: CardClaims,
): Promise<{ fault: VerdictReason | null; about: DccKind | null }> {
  const dcc = claims.hcert.get(hcertKey.dcc)
  if (dcc !== undefined) {
    const fault = claims.hcert.size > 1 ? 'unsupported-card' : null
    const wrong = dccFault(dcc, claims.issuedAt) === null ? null : 'unreadable-contents'
    return { fault: fault ?? wrong, about: dccKind(dcc) }
  }
  if (cardKind(claims) === null) return { fault: 'unsupported-card', about: null }
  const certificate = certificateOf(sign1)
  const device = certificate && (await readDeviceCertificate(certificate))
  const readable = !isRefused(readContents(claims, device))
  return { fault: readable ? null : 'unreadable-contents', about: 'vaccination' }
}

/** Within its own dates, and its certificate's (the shell model: a signer's end is its cards' end). */
function dateFault(claims: CardClaims, signer: SignerCertificate | null, at: Date): VerdictReason | null {
  const moment = at.toISOString()
  if (claims.issuedAt > moment) return 'issued-in-the-future'
  if (moment > claims.expiresAt || (signer && moment > signer.validUntil)) return 'expired'
  return null
}

function statusOf(
  claims: CardClaims,
  steps: VerdictSteps,
  options: InspectOptions,
): Pick<Inspection, 'verdict' | 'reason'> {
  const lists = options.statusLists ?? new Map<string, StatusList>()
  const place = claims.status ? { statusList: claims.status.uri, statusIndex: claims.status.index } : {}
  const status = judgeStatus(place, lists, options.at.toISOString())
  steps.status = status.value === undefined ? false : status.known ? status.value === 0 : null
  if (status.value === undefined) return { verdict: 'not-genuine', reason: 'status-index-out-of-range' }
  if (status.value === 0) return { verdict: 'valid-national', reason: 'ok' }
  const kind = status.value === 2 ? 'suspended' : status.value === 3 ? 'exchanged' : 'withdrawn'
  return { verdict: kind, reason: kind }
}
