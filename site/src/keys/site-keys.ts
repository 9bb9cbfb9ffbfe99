import { createHmac, createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { join } from 'node:path'
import { generateLogKey } from '@sentra/journal'
import { randomSecret, secretFile } from './secret-file.ts'

/**
 * The laptop's secrets. They never leave it: the hub learns the public halves at enrolment.
 *
 *   log key      Ed25519   signs checkpoints of the journal and requests to the hub
 *   device key   P-256     signs local cards (with the hub's certificate) and tickets
 *   database key 256 bits  encrypts the SQLite file
 *   pepper       256 bits  keyed hashes of who holds a ticket; mixed into PIN hashes
 */
export interface SiteKeys {
  readonly logKey: KeyObject
  readonly deviceKey: KeyObject
  readonly databaseKey: string
  readonly pepper: string
  /** HMAC-SHA256 under the pepper, hex: equal input, equal output, and no way back to a NIK without the laptop. */
  keyedHash(text: string): string
}

export function openSiteKeys(directory: string): SiteKeys {
  const pem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }) as string
  const logKey = createPrivateKey(secretFile(join(directory, 'log-key.pem'), () => pem(generateLogKey())))
  const deviceKey = createPrivateKey(
    secretFile(join(directory, 'device-key.pem'), () =>
      pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey),
    ),
  )
  const databaseKey = secretFile(join(directory, 'database.key'), randomSecret)
  const pepper = secretFile(join(directory, 'pepper.key'), randomSecret)
  return {
    logKey,
    deviceKey,
    databaseKey,
    pepper,
    keyedHash: (text) => createHmac('sha256', pepper).update(text).digest('hex'),
  }
}
