import type { Bytes } from '../envelope/bytes.ts'
import { encodeCbor } from '../envelope/strict-cbor.ts'
import { encodeSuccession, type RootSuccession, rootSuccessionType } from '../trust/root-succession.ts'
import type { Es256Signer } from './es256-signer.ts'
import { signEnvelope } from './sign-envelope.ts'

/** The old root's last word: who follows, and up to which bundle its own count. */
export function signRootSuccession(succession: RootSuccession, oldRoot: Es256Signer): Bytes {
  if (!Number.isSafeInteger(succession.lastCounter) || succession.lastCounter < 0)
    throw new RangeError('the last counter of a root is a bundle that was published, or 0')
  return signEnvelope(encodeCbor(encodeSuccession(succession)), oldRoot, { type: rootSuccessionType })
}
