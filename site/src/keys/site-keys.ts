import { createHmac, createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { generateLogKey } from '@sentra/journal'
import { randomSecret } from './secret-file.ts'
import { readSecrets, type SiteSecrets, writeSecrets } from './secret-store.ts'

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
  /** While the database is encrypted anew; one of the two opens it. */
  readonly nextDatabaseKey: string | null
  readonly pepper: string
  /** HMAC-SHA256 under the pepper, hex: equal input, equal output, and no way back to a NIK without the laptop. */
  keyedHash(text: string): string
}

/**
 * Opens the keys, or makes them at the first start; with a passphrase they are sealed from the beginning.
 *
 * @throws InvalidSettingError or WrongPassphraseError (see `secret-store.ts`).
 */
export function openSiteKeys(directory: string, passphrase: string | null = null): SiteKeys {
  let secrets = readSecrets(directory, passphrase)
  if (secrets === null) {
    secrets = newSecrets()
    writeSecrets(directory, secrets, passphrase)
  }
  return siteKeysOf(secrets)
}

export function siteKeysOf(secrets: SiteSecrets): SiteKeys {
  const { pepper, databaseKey, nextDatabaseKey } = secrets
  return {
    logKey: createPrivateKey(secrets.logKey),
    deviceKey: createPrivateKey(secrets.deviceKey),
    databaseKey,
    nextDatabaseKey: nextDatabaseKey ?? null,
    pepper,
    keyedHash: (text) => createHmac('sha256', pepper).update(text).digest('hex'),
  }
}

function newSecrets(): SiteSecrets {
  const pem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }) as string
  return {
    logKey: pem(generateLogKey()),
    deviceKey: pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey),
    databaseKey: randomSecret(),
    pepper: randomSecret(),
  }
}
