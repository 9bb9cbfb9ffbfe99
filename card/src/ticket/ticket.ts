import type { Lane, TicketContents } from '@sentra/contract'
import { decodeBase45, encodeBase45 } from '../envelope/base45.ts'
import { type Bytes, toBase64Url, utf8 } from '../envelope/bytes.ts'
import { uuidFromBytes, uuidToBytes } from '../envelope/compact-id.ts'
import type { PublicKey } from '../envelope/cose-key.ts'
import { decodeSign1, header, isPlain, type Sign1, verifySign1 } from '../envelope/cose-sign1.ts'
import { dateFromDays, daysFromDate, decodeClaims } from '../envelope/cwt.ts'
import { isLowS } from '../envelope/es256.ts'
import { cardPrefix } from '../envelope/hcert-text.ts'
import { isRefused, type Refused, refuse } from '../envelope/refused.ts'
import { type CborMap, encodeCbor, isBytes, isText } from '../envelope/strict-cbor.ts'

/**
 * A ticket in a QR: `ST1:` + base45(COSE_Sign1). It proves that this site gave out this number for
 * this day; whether it was used is in the site's own log.
 *
 * A ticket is not a card. The signature covers the words `sentra.ticket.v1`, so even the same key
 * over the same bytes can never make one pass for the other.
 */
export const ticketPrefix = 'ST1:'
export const ticketAad = utf8('sentra.ticket.v1')

/** A ticket is about 150 characters. */
const ticketTextMaxLength = 600

const lanes: readonly Lane[] = ['emergency', 'return-ticket', 'priority', 'walk-in']

export interface TicketKey {
  readonly kid: Uint8Array
  readonly publicKey: PublicKey
}

export type TicketRefusal = 'this-is-a-card' | 'not-a-ticket' | 'unknown-signer' | 'bad-signature'

/** The ticket's words, or why not. Day, site and use are for the caller: they need the site's log. */
export async function verifyTicket(
  text: string,
  keys: readonly TicketKey[],
): Promise<TicketContents | Refused<TicketRefusal>> {
  const sign1 = readEnvelope(text)
  if (isRefused<TicketRefusal>(sign1)) return sign1
  const kid = sign1.protectedHeader.get(header.kid)
  const signer = isBytes(kid) ? keys.find((key) => toBase64Url(key.kid) === toBase64Url(kid)) : undefined
  if (!signer) return refuse('unknown-signer')
  if (!isLowS(sign1.signature)) return refuse('bad-signature')
  if (!(await verifySign1(sign1, signer.publicKey, ticketAad))) return refuse('bad-signature')
  return decodeTicket(decodeClaims(sign1.payload)) ?? refuse('not-a-ticket')
}

/** What a text claims, unverified: for printing what was just signed. */
export function readTicket(text: string): TicketContents | Refused<TicketRefusal> {
  const sign1 = readEnvelope(text)
  if (isRefused<TicketRefusal>(sign1)) return sign1
  return decodeTicket(decodeClaims(sign1.payload)) ?? refuse('not-a-ticket')
}

function readEnvelope(text: string): Sign1 | Refused<TicketRefusal> {
  if (text.startsWith(cardPrefix)) return refuse('this-is-a-card')
  if (!text.startsWith(ticketPrefix) || text.length > ticketTextMaxLength) return refuse('not-a-ticket')
  const bytes = decodeBase45(text.slice(ticketPrefix.length))
  const sign1 = isRefused(bytes) ? bytes : decodeSign1(bytes)
  return isRefused(sign1) || !isPlain(sign1) ? refuse('not-a-ticket') : sign1
}

export function encodeTicketText(envelope: Bytes): string {
  return ticketPrefix + encodeBase45(envelope)
}

/** 1 site, 2 ticket id, 3 day, 4 lane by its place in the order of calling, 5 short number. */
export function encodeTicket(ticket: TicketContents): Bytes {
  const lane = lanes.indexOf(ticket.lane)
  if (lane < 0) throw new TypeError(`unknown lane ${ticket.lane}`)
  return encodeCbor(
    new Map<number, unknown>([
      [1, ticket.siteId],
      [2, uuidToBytes(ticket.ticketId)],
      [3, daysFromDate(ticket.localDate)],
      [4, lane],
      [5, ticket.number],
    ]),
  )
}

function decodeTicket(map: CborMap | null): TicketContents | null {
  const siteId = map?.get(1)
  const ticketId = uuidFromBytes(map?.get(2))
  const localDate = dateFromDays(map?.get(3))
  const lane = lanes[map?.get(4) as number]
  const number = map?.get(5)
  if (!isText(siteId, 31) || !ticketId || !localDate || !lane || !isText(number, 7)) return null
  return { siteId, ticketId, localDate, lane, number }
}
