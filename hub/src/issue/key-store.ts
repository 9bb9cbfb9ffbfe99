import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'

/**
 * The hub's own keys, one file each, readable by the hub alone, made at the first start.
 *
 *     keys/root.pem             signs the trust bundle, and nothing else
 *     keys/site-authority.pem   signs device certificates: it can vouch for local cards only
 *     keys/document-signer.pem  signs national cards
 *     keys/status-signer.pem    signs status lists
 *     keys/witness.pem          Ed25519: cosigns checkpoints, that is, makes receipts
 *     keys/secret               keys the hashes by which patients are found
 *
 * Back them up apart from the database: without them no receipt, card or patient key can be made again.
 */
export type HubKeys = {
  root: KeyObject
  siteAuthority: KeyObject
  documentSigner: KeyObject
  statusSigner: KeyObject
  witness: KeyObject
  secret: Uint8Array
}

/** Opens the keys under `dataDir`, and makes those that are missing when `mayMake` allows it. */
export function openKeyStore(dataDir: string, mayMake: boolean): HubKeys {
  const folder = join(dataDir, 'keys')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const open = (name: string, make: () => string): string => {
    const file = join(folder, name)
    if (!existsSync(file)) {
      if (!mayMake) {
        throw new Error(`${file} is missing, and this database was made with it. Restore the keys folder.`)
      }
      writeOnce(file, make())
    }
    return readFileSync(file, 'utf8')
  }
  const key = (name: string, make: () => string) => createPrivateKey(open(name, make))
  return {
    root: key('root.pem', makeP256),
    siteAuthority: key('site-authority.pem', makeP256),
    documentSigner: key('document-signer.pem', makeP256),
    statusSigner: key('status-signer.pem', makeP256),
    witness: key('witness.pem', makeEd25519),
    secret: Buffer.from(open('secret', () => `${randomBytes(32).toString('hex')}\n`).trim(), 'hex'),
  }
}

const pem = { type: 'pkcs8', format: 'pem' } as const

function makeP256(): string {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export(pem) as string
}

function makeEd25519(): string {
  return generateKeyPairSync('ed25519').privateKey.export(pem) as string
}

/** Whole and synced, or not at all; never over a key that is there already. */
function writeOnce(file: string, text: string): void {
  const unfinished = `${file}.${process.pid}.unfinished`
  rmSync(unfinished, { force: true })
  const handle = openSync(unfinished, 'wx', 0o600)
  writeSync(handle, text)
  fsyncSync(handle)
  closeSync(handle)
  try {
    linkSync(unfinished, file)
  } finally {
    rmSync(unfinished, { force: true })
  }
}
