import { encodeBase45 } from '../envelope/base45.ts'
import type { Bytes } from '../envelope/bytes.ts'
import { decodeSign1, sign1Item } from '../envelope/cose-sign1.ts'
import { claim, claimFromInstant, hcertKey } from '../envelope/cwt.ts'
import { deflateZlib } from '../envelope/inflate.ts'
import { assert, isRefused } from '../envelope/refused.ts'
import { type CborMap, encodeCbor, tagged } from '../envelope/strict-cbor.ts'
import { issueNationalCard } from '../issue/index.ts'
import { signEnvelope } from '../issue/sign-envelope.ts'
import { encodeDcc } from '../national/contents.ts'
import {
  type ExampleWorld,
  exampleDose,
  exampleNationalCard,
  firstDay,
  nationalList,
} from './example-world.ts'

/** How the frozen examples are made wrong: each function damages a genuine envelope in one way. */
export function payload(
  hcert: Map<number, unknown>,
  issuedAt = '2021-08-05T01:00:00Z',
  expiresAt = '2021-09-01T00:00:00Z',
) {
  return encodeCbor(
    new Map<number, unknown>([
      [claim.expiresAt, claimFromInstant(expiresAt)],
      [claim.issuedAt, claimFromInstant(issuedAt)],
      [claim.hcert, hcert],
    ]),
  )
}

export function certificateItem(world: ExampleWorld): unknown {
  const sign1 = decodeSign1(world.certificate.bytes)
  assert(!isRefused(sign1), 'the example certificate is readable')
  return sign1Item(sign1.protectedBytes, sign1.payload, sign1.signature)
}

export function flipped(bytes: Bytes, position: number): Bytes {
  const changed = bytes.slice()
  changed[position]! ^= 1
  return changed
}

export function renamed(envelope: Bytes): Bytes {
  return flipped(envelope, Buffer.from(envelope).indexOf('Contoh'))
}

export function changedCharacter(text: string): string {
  const position = Math.floor(text.length / 2)
  return text.slice(0, position) + (text[position] === 'A' ? 'B' : 'A') + text.slice(position + 1)
}

export function trailingCompression(envelope: Bytes): string {
  const packed = deflateZlib(envelope)
  return `HC1:${encodeBase45(Uint8Array.from([...packed.slice(0, -4), 0, ...packed.slice(-4)]))}`
}

export function highS(envelope: Bytes): Bytes {
  const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
  const s = BigInt(`0x${Buffer.from(envelope.subarray(-32)).toString('hex')}`)
  const high = Buffer.from((order - s).toString(16).padStart(64, '0'), 'hex')
  return Uint8Array.from([...envelope.slice(0, -32), ...high])
}

/** A vaccine that is not against COVID-19 has a card in the form of the WHO. */
export function dvcCard(world: ExampleWorld): string {
  const dose = exampleDose({ productId: 'yellow-fever-stamaril', lotNumber: 'V2A351M' })
  const request = { statusList: nationalList, statusIndex: 18 }
  const card = issueNationalCard(dose, request, world.signers['document-signer'], firstDay)
  assert(!isRefused(card), 'the example card is issued')
  return card.text
}

function parts(envelope: Bytes) {
  const sign1 = decodeSign1(envelope)
  assert(!isRefused(sign1), 'the example is readable')
  return sign1
}

function joined(...pieces: (readonly number[] | Uint8Array)[]): Bytes {
  return Uint8Array.from(pieces.flatMap((piece) => Array.from(piece)))
}

/** r and s as ASN.1 integers: what most libraries give out unasked. */
export function derSignature(envelope: Bytes): Bytes {
  const { protectedBytes, payload: signed, signature } = parts(envelope)
  const integer = (bytes: Uint8Array) => {
    const value = bytes[0]! > 127 ? [0, ...bytes] : [...bytes]
    return [2, value.length, ...value]
  }
  const body = [...integer(signature.subarray(0, 32)), ...integer(signature.subarray(32))]
  return encodeCbor(sign1Item(protectedBytes, signed, joined([0x30, body.length], body)))
}

/** The payload's length in two bytes where one is enough. */
export function longHead(envelope: Bytes): Bytes {
  const { payload: signed } = parts(envelope)
  const at = Buffer.from(envelope).indexOf(signed)
  return joined(envelope.subarray(0, at - 2), [0x59, 0, signed.length], envelope.subarray(at))
}

/** An array that ends with a break instead of saying its length. */
export function indefinite(envelope: Bytes): Bytes {
  return joined([0xd2, 0x9f], envelope.subarray(2), [0xff])
}

/** Something in the header that nobody signed. */
export function unsignedHeader(envelope: Bytes): Bytes {
  const { protectedBytes, payload: signed, signature } = parts(envelope)
  return encodeCbor(tagged(18, [protectedBytes, new Map([[99, 1]]), signed, signature]))
}

/** The claims of a payload: their number in the first byte, then the claims in order. `exp` comes first. */
const expiry = (bytes: Bytes) => bytes.subarray(1, 7)

export function keyTwice(bytes: Bytes): Bytes {
  return joined([bytes[0]! + 1], expiry(bytes), bytes.subarray(1))
}

export function unsorted(bytes: Bytes): Bytes {
  return joined([bytes[0]!], bytes.subarray(7), expiry(bytes))
}

export function floatDate(bytes: Bytes): Bytes {
  const seconds = Buffer.alloc(8)
  seconds.writeDoubleBE(Buffer.from(bytes).readUInt32BE(3))
  return joined([bytes[0]!, 4, 0xfb], seconds, bytes.subarray(7))
}

/** A product that has a number may not travel by its name: one card, one form. */
export function namedProduct(hcert: Map<number, CborMap>): Map<number, CborMap> {
  const card = new Map(hcert.get(hcertKey.localCard))
  const [dose] = card.get(5) as unknown[][]
  card.set(5, [[dose![0], 'sinovac-coronavac', ...dose!.slice(2)]])
  return new Map([[hcertKey.localCard, card]])
}

/** A national card whose header names another algorithm than its key's. */
export function withAlgorithm(world: ExampleWorld, algorithm: number): Bytes {
  const { signers } = world
  const header = encodeCbor(
    new Map<number, unknown>([
      [1, algorithm],
      [4, signers['document-signer'].kid],
    ]),
  )
  const claims = payload(new Map([[hcertKey.dcc, encodeDcc(exampleNationalCard(world).contents)]]))
  return signEnvelope(claims, signers['document-signer'], { protectedBytes: header })
}
