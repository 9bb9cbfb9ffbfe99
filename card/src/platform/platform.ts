import type { Bytes } from '../envelope/bytes.ts'
import type { PublicKey } from '../envelope/cose-key.ts'
import type { ForeignKey } from '../envelope/foreign-key.ts'

/**
 * What a card needs from the machine it runs on. Node answers at once from `node:crypto` and
 * `node:zlib`; a browser answers with promises from WebCrypto. `#platform` in package.json chooses.
 */
export interface Platform {
  /** `signature` is r then s, 64 bytes. A key object is kept as long as its `PublicKey` lives. */
  verifyEs256(key: PublicKey, message: Bytes, signature: Bytes): boolean | Promise<boolean>
  /** By the algorithm and key of a foreign issuer; false for what this machine cannot do. */
  verifyForeign(
    key: ForeignKey,
    algorithm: number,
    message: Bytes,
    signature: Bytes,
  ): boolean | Promise<boolean>
  /** One character for each byte from `start` to before `end`. */
  latin1(bytes: Uint8Array, start: number, end: number): string
  sha256(bytes: Bytes): Bytes | Promise<Bytes>
  /** Null when it is not zlib or longer than the bound. */
  inflate(bytes: Uint8Array, maxLength: number): Bytes | null
  deflate(bytes: Uint8Array): Bytes
}
