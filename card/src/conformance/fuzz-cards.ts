import { decodeBase45, encodeBase45 } from '../envelope/base45.ts'
import type { Bytes } from '../envelope/bytes.ts'
import { decodeSign1 } from '../envelope/cose-sign1.ts'
import { decodeHcertBytes, encodeHcertText } from '../envelope/hcert-text.ts'
import { deflateZlib } from '../envelope/inflate.ts'
import { assert, isRefused } from '../envelope/refused.ts'
import { encodeCbor, tagged } from '../envelope/strict-cbor.ts'
import { type OpenedTrust, type StatusList, verifyCard } from '../index.ts'
import {
  type ExampleWorld,
  exampleList,
  exampleLocalCard,
  exampleNationalCard,
  localList,
  nationalList,
  openExample,
} from './example-world.ts'

/**
 * Damages genuine cards at random and shows them to the verifier. Nothing may throw, and nothing that
 * says other words than the genuine card may be believed. Each run is its seed and its genuine cards.
 */
export interface FuzzReport {
  readonly seed: number
  readonly tried: number
  /** Believed although damaged: must be empty. */
  readonly accepted: readonly string[]
  readonly threw: readonly string[]
  /** How far the damaged cards came, by the reason of their refusal. */
  readonly reasons: Readonly<Record<string, number>>
  /** Damage that changes nothing signed, such as packing the same envelope anew: believed, and rightly. */
  readonly same: number
}

/** @param cards the genuine ones; by default made now, and as every signature has its own chance, other ones each time */
export async function fuzzCards(
  world: ExampleWorld,
  seed: number,
  times: number,
  cards: readonly string[] = [exampleLocalCard(world).text, exampleNationalCard(world).text],
): Promise<FuzzReport> {
  const trust = await openExample(world)
  const lists = new Map([
    [localList, await exampleList(world)],
    [nationalList, await exampleList(world, [], nationalList)],
  ])
  const random = randomOf(seed)
  const genuine = cards.map(readGenuine)
  const report = { seed, tried: 0, accepted: [] as string[], threw: [] as string[], same: 0 }
  const reasons: Record<string, number> = {}
  for (; report.tried < times; report.tried += 1) {
    const card = genuine[random(genuine.length)]!
    const damage = damages[random(damages.length)]!
    const text = damage(card, random)
    if (text === card.text) continue
    try {
      const { kind, reason } = await verdictOf(text, trust, lists)
      reasons[reason] = (reasons[reason] ?? 0) + 1
      if (kind === 'not-genuine') continue
      if (isSameCard(text, card)) report.same += 1
      else report.accepted.push(text)
    } catch (error) {
      report.threw.push(`${String(error)}: ${text}`)
    }
  }
  return { ...report, reasons }
}

function verdictOf(text: string, trust: OpenedTrust, statusLists: ReadonlyMap<string, StatusList>) {
  return verifyCard(text, { trust, statusLists, now: new Date('2021-08-05T03:00:00Z') })
}

interface Genuine {
  readonly text: string
  readonly packed: Bytes
  readonly envelope: Bytes
  readonly parts: { readonly protectedBytes: Bytes; readonly payload: Bytes; readonly signature: Bytes }
}

function readGenuine(text: string): Genuine {
  const packed = decodeBase45(text.slice(4))
  const envelope = decodeHcertBytes(text)
  assert(!isRefused(packed) && !isRefused(envelope), 'the example is readable')
  const parts = decodeSign1(envelope)
  assert(!isRefused(parts), 'the example is a COSE_Sign1')
  return { text, packed, envelope, parts }
}

/** The signed bytes and the signature are the genuine card's own: it is the same card in another wrapping. */
function isSameCard(text: string, { parts }: Genuine): boolean {
  const bytes = decodeHcertBytes(text.trim())
  const sign1 = isRefused(bytes) ? bytes : decodeSign1(bytes)
  if (isRefused(sign1)) return false
  return (['protectedBytes', 'payload', 'signature'] as const).every((part) =>
    Buffer.from(sign1[part]).equals(parts[part]),
  )
}

type Random = (below: number) => number
type Damage = (card: Genuine, random: Random) => string

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
const packed = (envelope: Uint8Array) => encodeHcertText(envelope)

const damages: readonly Damage[] = [
  // The text: one character changed, dropped, doubled, or two exchanged.
  ({ text }, random) => {
    const at = random(text.length)
    return text.slice(0, at) + alphabet[random(45)] + text.slice(at + 1)
  },
  ({ text }, random) => {
    const at = random(text.length)
    return text.slice(0, at) + text.slice(at + random(3))
  },
  ({ text }, random) => {
    const at = random(text.length)
    return text.slice(0, at) + text.slice(at, at + 1 + random(8)) + text.slice(at)
  },
  // The compressed bytes.
  ({ packed: bytes }, random) => `HC1:${encodeBase45(mutated(bytes, random))}`,
  // The envelope, compressed again as if nothing had happened.
  ({ envelope }, random) => packed(mutated(envelope, random)),
  ({ envelope }, random) => `HC1:${encodeBase45(deflateZlib(mutated(envelope, random)))}`,
  // The parts of the envelope, each by itself, in good order.
  ({ parts }, random) => packed(sealed({ ...parts, payload: mutated(parts.payload, random) })),
  ({ parts }, random) => packed(sealed({ ...parts, protectedBytes: mutated(parts.protectedBytes, random) })),
  ({ parts }, random) => packed(sealed({ ...parts, signature: mutated(parts.signature, random) })),
  // The structure: other tags, other counts, a header that nobody signed.
  ({ parts }, random) => packed(encodeCbor(restructured(parts, random))),
]

function sealed({ protectedBytes, payload, signature }: Genuine['parts']): Bytes {
  return encodeCbor(tagged(18, [protectedBytes, new Map(), payload, signature]))
}

function restructured({ protectedBytes, payload, signature }: Genuine['parts'], random: Random): unknown {
  const unprotected = new Map<unknown, unknown>([[random(20) - 5, random(2) ? random(300) : signature]])
  const items: unknown[] = [protectedBytes, random(2) ? unprotected : new Map(), payload, signature]
  const change = random(5)
  if (change === 0) items.splice(random(4), 1)
  if (change === 1) items.splice(random(5), 0, random(100))
  if (change === 2) items[random(4)] = random(2) ? null : 'text'
  if (change === 3) items.reverse()
  const tag = [18, 61, 17, 98, null][random(5)]!
  const inner = tag === null ? items : tagged(tag, items)
  return random(4) === 0 ? tagged(61, inner) : inner
}

/** One to four bytes flipped, set, inserted, removed or copied from elsewhere. */
function mutated(bytes: Uint8Array, random: Random): Bytes {
  const list = Array.from(bytes)
  for (let times = 1 + random(4); times > 0; times -= 1) {
    const at = random(list.length + 1)
    const kind = random(6)
    if (kind === 0 && at < list.length) list[at]! ^= 1 << random(8)
    else if (kind === 1 && at < list.length) list[at] = random(256)
    else if (kind === 2) list.splice(at, 0, random(256))
    else if (kind === 3) list.splice(at, 1 + random(4))
    else if (kind === 4) list.splice(at, random(6), ...list.slice(random(list.length), random(list.length)))
    else if (at < list.length) list[at] = [0x00, 0x18, 0x19, 0x5f, 0x9f, 0xbf, 0xd2, 0xf9, 0xff][random(9)]!
  }
  return Uint8Array.from(list)
}

/** Mulberry32: small, and the same numbers for the same seed on every machine. */
function randomOf(seed: number): Random {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % Math.max(1, below)
  }
}
