import type { Bytes } from '../envelope/bytes.ts'
import { writeBehind } from '../envelope/cbor-writer.ts'
import { es256, header, toBeSigned } from '../envelope/cose-sign1.ts'
import { toLowS } from '../envelope/es256.ts'
import { encodeCbor } from '../envelope/strict-cbor.ts'
import { type Signed, type Signer, whenSigned } from './es256-signer.ts'

export interface EnvelopeOptions {
  /** Content type of the payload (`typ`), where one key might otherwise sign two kinds of thing. */
  readonly type?: string
  /** A header made before, such as a certificate's; then it names the key and no kid is needed. */
  readonly protectedBytes?: Bytes
  readonly externalAad?: Bytes
}

/** Signs a payload as COSE_Sign1: tag 18, everything in the protected header, the lower s. */
export function signEnvelope<By extends Signer>(
  payload: Bytes,
  signer: By,
  options: EnvelopeOptions = {},
): Signed<By, Bytes> {
  const protectedBytes = options.protectedBytes ?? kidHeader(signer, options.type)
  return whenSigned(signer, toBeSigned(protectedBytes, payload, options.externalAad), (signature) =>
    writeBehind(frontOf(protectedBytes), payload, toLowS(signature)),
  )
}

/** Tag 18, an array of four, the protected header, and an unprotected one that is always empty. */
function frontOf(protectedBytes: Bytes): Bytes {
  const known = fronts.get(protectedBytes)
  if (known) return known
  const front = Uint8Array.from([...writeBehind(tag18OfFour, protectedBytes), 0xa0])
  fronts.set(protectedBytes, front)
  return front
}

const tag18OfFour = Uint8Array.of(0xd2, 0x84)
const fronts = new WeakMap<Bytes, Bytes>()

/** The header of a local card: its key is named by the device certificate it carries. */
export function certificateHeader(certificate: unknown): Bytes {
  return encodeCbor(
    new Map<number, unknown>([
      [header.algorithm, es256],
      [header.kcwt, certificate],
    ]),
  )
}

function kidHeader(signer: Signer, type?: string): Bytes {
  const map = new Map<number, unknown>([
    [header.algorithm, es256],
    [header.kid, signer.kid],
  ])
  if (type !== undefined) map.set(header.type, type)
  return encodeCbor(map)
}
