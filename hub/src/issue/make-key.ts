import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { RotatingKey } from './key-dates.ts'

/** Cards and lists are P-256, because phones check it; the log's witness is Ed25519, because C2SP is. */
export function makeKey(kind: RotatingKey | 'root' | 'national-sca'): KeyObject {
  if (kind === 'witness') return generateKeyPairSync('ed25519').privateKey
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
}
