import { type KeyObject, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { encryptKeyPem, isEncryptedPem, openKeyPem, passphraseCharactersMin } from './encrypted-key.ts'
import { type KeyDates, type RotatingKey, readKeyDates, rotatingKeys } from './key-dates.ts'
import { makeKey } from './make-key.ts'
import { writeOnce, writeSecretFile } from './write-whole-file.ts'

/**
 * The hub's own keys, one file each, readable by the hub alone and encrypted with a passphrase, made at the
 * first start. A key that was rotated has a file for each generation (`document-signer.2.pem`).
 *
 *     keys/root.pem             signs the trust bundle, and nothing else; absent when the root is offline
 *     keys/site-authority.pem   signs device certificates: it can vouch for local cards only
 *     keys/document-signer.pem  signs national cards
 *     keys/status-signer.pem    signs status lists and bulletins
 *     keys/witness.pem          Ed25519: cosigns checkpoints, that is, makes receipts
 *     keys/secret               keys the hashes by which patients are found
 *     keys/dates.json           which generation signs from when
 *
 * Back them up apart from the database: without them no receipt, card or patient key can be made again.
 */
export type HubKeys = {
  /** Undefined when the root is offline: then bundles are signed at a ceremony and installed. */
  root: KeyObject | undefined
  /** All generations of each key, the oldest first. */
  generations: Record<RotatingKey, KeyObject[]>
  dates: KeyDates
  secret: Uint8Array
}

/** With this file beside them, no root key is made or wanted here. */
export const offlineMark = 'root-is-offline'

export const keysFolder = (dataDir: string) => join(dataDir, 'keys')

export const generationFile = (name: RotatingKey, generation: number) =>
  generation === 1 ? `${name}.pem` : `${name}.${generation}.pem`

/**
 * Opens the keys under `dataDir`, and makes those that are missing when `mayMake` allows it. Keys that lie
 * open are encrypted on the spot when there is a passphrase.
 */
export function openKeyStore(dataDir: string, mayMake: boolean, passphrase: string | undefined): HubKeys {
  return openStore(dataDir, mayMake, passphrase, rotatingKeys)
}

/** What stays with the hub when a keeper holds the keys of cards: the witness and the secret. */
export function openWitnessStore(
  dataDir: string,
  mayMake: boolean,
  passphrase: string | undefined,
): Pick<HubKeys, 'secret'> & { witness: KeyObject[]; witnessDates: KeyDates['witness'] } {
  const { generations, dates, secret } = openStore(dataDir, mayMake, passphrase, ['witness'])
  return { witness: generations.witness, witnessDates: dates.witness, secret }
}

function openStore(
  dataDir: string,
  mayMake: boolean,
  passphrase: string | undefined,
  wanted: readonly RotatingKey[],
): HubKeys {
  const folder = keysFolder(dataDir)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  if (passphrase !== undefined && passphrase.length < passphraseCharactersMin)
    throw new Error(`SENTRA_KEYS_PASSPHRASE must have at least ${passphraseCharactersMin} characters`)
  const mustBe = (name: string, make: () => string) => {
    const file = join(folder, name)
    if (!existsSync(file)) {
      if (!mayMake)
        throw new Error(`${file} is missing, and this database was made with it. Restore the keys folder.`)
      writeOnce(file, make())
    }
    return readFileSync(file, 'utf8')
  }
  const open = (name: string, kind: RotatingKey | 'root'): KeyObject => {
    const pem = mustBe(name, () => pemOf(makeKey(kind), passphrase))
    const key = openKeyPem(pem, passphrase, join(folder, name))
    if (passphrase !== undefined && !isEncryptedPem(pem))
      writeSecretFile(join(folder, name), encryptKeyPem(key, passphrase))
    return key
  }
  const dates = readKeyDates(folder)
  const generations = Object.fromEntries(
    wanted.map((name) => [name, dates[name].map((_, index) => open(generationFile(name, index + 1), name))]),
  ) as Record<RotatingKey, KeyObject[]>
  return {
    root:
      existsSync(join(folder, offlineMark)) || wanted.length < rotatingKeys.length
        ? undefined
        : open('root.pem', 'root'),
    generations,
    dates,
    secret: Buffer.from(mustBe('secret', () => `${randomBytes(32).toString('hex')}\n`).trim(), 'hex'),
  }
}

export function pemOf(key: KeyObject, passphrase: string | undefined): string {
  if (passphrase !== undefined) return encryptKeyPem(key, passphrase)
  return key.export({ type: 'pkcs8', format: 'pem' }) as string
}
