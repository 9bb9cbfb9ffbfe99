import type { Bulletin } from '@sentra/contract'
import type { Bytes } from '../envelope/bytes.ts'
import { encodeCbor } from '../envelope/strict-cbor.ts'
import { bulletinType, encodeBulletin } from '../trust/bulletin.ts'
import type { Signed, Signer } from './es256-signer.ts'
import { signEnvelope } from './sign-envelope.ts'

/** Signs the urgent word. One stolen laptop with one block, without the names of its cards, is under 300 bytes. */
export function signBulletin<By extends Signer>(bulletin: Bulletin, statusSigner: By): Signed<By, Bytes> {
  if (!Number.isSafeInteger(bulletin.counter) || bulletin.counter < 1)
    throw new RangeError('a bulletin counter starts at 1')
  return signEnvelope(encodeCbor(encodeBulletin(bulletin)), statusSigner, { type: bulletinType })
}
