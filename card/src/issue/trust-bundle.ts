import type { TrustBundle, TrustedKey } from '@sentra/contract'
import { type Bytes, toBase64Url } from '../envelope/bytes.ts'
import { compressPoint } from '../envelope/cose-key.ts'
import { encodeCbor } from '../envelope/strict-cbor.ts'
import { encodeBundle, trustBundleType } from '../trust/trust-bundle.ts'
import type { Signed, Signer } from './es256-signer.ts'
import { signEnvelope } from './sign-envelope.ts'

/** Signs everything a verifier must know. The counter must be higher than any signed before. */
export function signTrustBundle<By extends Signer>(bundle: TrustBundle, root: By): Signed<By, Bytes> {
  if (!Number.isSafeInteger(bundle.counter) || bundle.counter < 1)
    throw new RangeError('a bundle counter starts at 1')
  return signEnvelope(encodeCbor(encodeBundle(bundle)), root, { type: trustBundleType })
}

/** An entry of the bundle for one of our own keys. */
export function trustedKey(
  signer: Pick<Signer, 'kid' | 'publicKey'>,
  validFrom: Date,
  validUntil: Date,
): TrustedKey {
  return {
    kid: toBase64Url(signer.kid),
    publicKey: toBase64Url(compressPoint(signer.publicKey)),
    validFrom: validFrom.toISOString(),
    validUntil: validUntil.toISOString(),
  }
}
