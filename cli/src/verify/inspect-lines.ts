import { createInterface } from 'node:readline'
import type { OpenedTrust, StatusList } from '@sentra/card'
import {
  type Inspection,
  inspectCard,
  openSignerCertificate,
  type SignerCertificate,
} from '@sentra/card/gate'

/** The trust at hand, if any: a case with its own certificate needs none. */
export interface Hand {
  readonly trust: OpenedTrust | null
  readonly statusLists: ReadonlyMap<string, StatusList>
  /** For cases that do not say when. */
  readonly at: Date
}

/**
 * Reads one JSON case a line, `{"text": …, "cert": base64 DER or absent, "at": ISO time}`, and answers each
 * with one JSON line in the same order. A line that is no case is answered with its `error`, and the next
 * one is read: five hundred cases must not fail for one.
 */
export async function inspectLines(
  input: NodeJS.ReadableStream,
  hand: Hand,
  say: (line: string) => void,
): Promise<void> {
  const certificates = new Map<string, SignerCertificate | null>()
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() !== '') say(JSON.stringify(await answer(line, hand, certificates)))
  }
}

/** An error names the field; the steps are then those that could be taken without it. */
type Answer = Inspection & { error?: 'not-a-case' | 'not-a-certificate' | 'not-a-moment'; field?: string }

async function answer(
  line: string,
  hand: Hand,
  certificates: Map<string, SignerCertificate | null>,
): Promise<Answer> {
  const one = parseCase(line)
  if (one === null || typeof one.text !== 'string') {
    const nothing = await inspectCard('', { at: hand.at })
    return { ...nothing, steps: { ...nothing.steps, prefix: null }, error: 'not-a-case', field: 'text' }
  }
  const at = one.at === undefined || one.at === null ? hand.at : readMoment(String(one.at))
  if (at === null)
    return { ...(await inspectCard(one.text, { at: hand.at })), error: 'not-a-moment', field: 'at' }
  if (one.cert === undefined || one.cert === null || one.cert === '')
    return inspectCard(one.text, { trust: hand.trust, statusLists: hand.statusLists, at })
  const name = String(one.cert)
  if (!certificates.has(name)) certificates.set(name, readCertificate(name))
  const signer = certificates.get(name)
  if (!signer) return { ...(await inspectCard(one.text, { at })), error: 'not-a-certificate', field: 'cert' }
  return inspectCard(one.text, { signer, statusLists: hand.statusLists, at })
}

function parseCase(line: string): { text?: unknown; cert?: unknown; at?: unknown } | null {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' ? value : null
  } catch {
    return null
  }
}

/** DER, PEM, or DER in base64. Null when it is none of them. */
export function readCertificate(given: string | Uint8Array): SignerCertificate | null {
  const text = typeof given === 'string' ? given : Buffer.from(given).toString('latin1')
  const isBase64 = /^[A-Za-z0-9+/=_\s-]+$/.test(text)
  const signer = openSignerCertificate(isBase64 ? Buffer.from(text, 'base64') : given)
  return 'refused' in signer ? null : signer
}

/** A moment without a zone is taken as UTC, wherever this machine stands. */
export function readMoment(text: string): Date | null {
  const zoned = /(Z|[+-]\d\d:?\d\d)$/i.test(text) || /^\d{4}-\d\d-\d\d$/.test(text)
  const date = new Date(zoned ? text : `${text}Z`)
  return Number.isNaN(date.getTime()) ? null : date
}
