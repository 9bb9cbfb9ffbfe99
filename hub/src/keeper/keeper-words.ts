import type { KeyDates, RotatingKey } from '../issue/key-dates.ts'

/**
 * What the hub and its key keeper say to each other: JSON, one line each, over the keeper's standard input and
 * output. A program that speaks this in front of a PKCS#11 token or an HSM can take the keeper's place.
 *
 *     keeper  {"keys": {"root": point | null, "site-authority": [point, …], …}, "dates": {…}}     once
 *     hub     {"id": 7, "key": point, "bytes": base64}
 *     keeper  {"id": 7, "signature": base64}     64 bytes, r then s   |   {"id": 7, "refused": "unknown-key"}
 *
 * A point is the 65 bytes of an uncompressed P-256 point in base64. Answers may come in any order.
 */
export type KeeperHello = {
  keys: Record<CardKey, string[]> & { root: string | null }
  dates: Pick<KeyDates, CardKey>
}
export type KeeperRequest = { id: number; key: string; bytes: string }
export type KeeperAnswer = { id: number; signature: string } | { id: number; refused: 'unknown-key' }

/** The keys that can make cards, certificates and lists. The witness and the secret stay with the hub. */
export const cardKeys = ['site-authority', 'document-signer', 'status-signer'] as const
export type CardKey = Exclude<RotatingKey, 'witness'>
