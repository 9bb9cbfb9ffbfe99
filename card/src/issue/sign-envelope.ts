import type { Bytes } from '../envelope/bytes.ts'
import { es256, header, sign1Item, toBeSigned } from '../envelope/cose-sign1.ts'
import { toLowS } from '../envelope/es256.ts'
import { encodeCbor } from '../envelope/strict-cbor.ts'
import type { Es256Signer } from './es256-signer.ts'

export interface EnvelopeOptions {
  /** Content type of the payload (`typ`), where one key might otherwise sign two kinds of thing. */
  readonly type?: string
  /** A device certificate to carry along; then it names the key and no kid is needed. */
  readonly certificate?: unknown
  readonly externalAad?: Bytes
}

/** Signs a payload as COSE_Sign1 with everything in the protected header; returns the CBOR item. */
export function signEnvelopeItem(
  payload: Bytes,
  signer: Es256Signer,
  options: EnvelopeOptions = {},
): unknown {
  const protectedHeader = new Map<number, unknown>([[header.algorithm, es256]])
  if (options.type !== undefined) protectedHeader.set(header.type, options.type)
  if (options.certificate === undefined) protectedHeader.set(header.kid, signer.kid)
  else protectedHeader.set(header.kcwt, options.certificate)

  const protectedBytes = encodeCbor(protectedHeader)
  const signature = toLowS(signer.sign(toBeSigned(protectedBytes, payload, options.externalAad)))
  return sign1Item(protectedBytes, payload, signature)
}

export function signEnvelope(payload: Bytes, signer: Es256Signer, options: EnvelopeOptions = {}): Bytes {
  return encodeCbor(signEnvelopeItem(payload, signer, options))
}
