import { createPublicKey, type JsonWebKey, verify } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'
import { isRefused, type Refused, refuse } from '../envelope/refused.ts'
import { jwsOfNumeric } from './numeric.ts'

export type SmartHealthCardRefusal =
  | 'not-a-smart-health-card'
  | 'unsupported-algorithm'
  | 'unknown-signer'
  | 'bad-signature'
  | 'unreadable-compression'
  | 'unreadable-contents'

/** A payload is a few kilobytes; nothing honest inflates to sixty-four. */
const payloadMaxLength = 64 * 1024

/**
 * Checks our own exports, and other people's by their key set. `text` is `shc:/…` or the JWS itself.
 * Dates are the caller's to judge: `nbf` and `exp` are in the payload.
 */
export function readSmartHealthCard(
  text: string,
  keys: readonly (JsonWebKey & { kid?: string })[],
): { payload: Record<string, unknown> } | Refused<SmartHealthCardRefusal> {
  const jws = text.startsWith('shc:/') ? jwsOfNumeric(text) : text
  if (isRefused<SmartHealthCardRefusal>(jws)) return jws
  const [head = '', body = '', signature = '', more] = jws.split('.')
  const header = readJson(Buffer.from(head, 'base64url'))
  if (!header || more !== undefined) return refuse('not-a-smart-health-card')
  if (header.alg !== 'ES256' || header.zip !== 'DEF' || header.crit !== undefined)
    return refuse('unsupported-algorithm')
  const key = keys.find(({ kid }) => kid === header.kid)
  if (key?.kty !== 'EC' || key.crv !== 'P-256') return refuse('unknown-signer')

  const bytes = Buffer.from(signature, 'base64url')
  const signed = Buffer.from(`${head}.${body}`)
  const publicKey = createPublicKey({ key, format: 'jwk' })
  const holds =
    bytes.length === 64 && verify('sha256', signed, { key: publicKey, dsaEncoding: 'ieee-p1363' }, bytes)
  if (!holds) return refuse('bad-signature')
  const plain = inflateBounded(Buffer.from(body, 'base64url'))
  if (!plain) return refuse('unreadable-compression')
  const payload = readJson(plain)
  return payload ? { payload } : refuse('unreadable-contents')
}

function inflateBounded(bytes: Uint8Array): Uint8Array | null {
  try {
    return inflateRawSync(bytes, { maxOutputLength: payloadMaxLength })
  } catch {
    return null
  }
}

function readJson(bytes: Uint8Array): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}
