import { decodeBase45, encodeBase45 } from './base45.ts'
import type { Bytes } from './bytes.ts'
import { decodeSign1, type Sign1 } from './cose-sign1.ts'
import { deflateEnvelope, deflateLocalCard } from './deflate-envelope.ts'
import { inflateZlib } from './inflate.ts'
import { isRefused, type Refused, refuse } from './refused.ts'

/**
 * The text in a card's QR (WHO/EU HCERT 1): `HC1:` + base45(zlib(COSE_Sign1)).
 * Each step has its own name, so a screen can say how far a text got.
 */
export const cardPrefix = 'HC1:'

/** A card's envelope is under 1 KiB; nothing honest inflates to sixteen. */
export const envelopeMaxLength = 16 * 1024

/** A QR of version 40 holds 4,296 alphanumeric characters. */
export const textMaxLength = 4296

export type TextRefusal = 'prefix' | 'base45' | 'inflate' | 'cose'

export function encodeHcertText(envelope: Uint8Array): string {
  return encodeBase45(deflateEnvelope(envelope), cardPrefix)
}

/** The same for a local card, made while somebody waits. */
export function encodeLocalCardText(envelope: Uint8Array): string {
  return encodeBase45(deflateLocalCard(envelope), cardPrefix)
}

export function decodeHcertBytes(text: string): Bytes | Refused<Exclude<TextRefusal, 'cose'>> {
  if (!text.startsWith(cardPrefix)) return refuse('prefix')
  if (text.length > textMaxLength) return refuse('base45')
  const compressed = decodeBase45(text, cardPrefix.length)
  if (isRefused(compressed)) return refuse('base45')
  const envelope = inflateZlib(compressed, envelopeMaxLength)
  return isRefused(envelope) ? refuse('inflate') : envelope
}

export function decodeHcertText(text: string): Sign1 | Refused<TextRefusal> {
  const envelope = decodeHcertBytes(text)
  if (isRefused<TextRefusal>(envelope)) return envelope
  const sign1 = decodeSign1(envelope)
  return isRefused(sign1) ? refuse('cose') : sign1
}
