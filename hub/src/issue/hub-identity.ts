import { type Es256Signer, signerFromKey, trustedKey } from '@sentra/card/issue'
import type { TrustBundle } from '@sentra/contract'
import { formatVkey, type NoteSigner, noteSigner, verifierOf } from '@sentra/journal'
import type { Database } from '../store/database.ts'
import { decideOnce } from '../store/hub-facts.ts'
import { type HubKeys, openKeyStore } from './key-store.ts'

/** The hub as others know it: signers by what they may sign, and the secret that keys patient hashes. */
export type HubIdentity = {
  root: Es256Signer
  siteAuthority: Es256Signer
  documentSigner: Es256Signer
  statusSigner: Es256Signer
  witness: NoteSigner
  /** Note verifier key of `witness`: what sites check receipts with. */
  witnessKey: string
  secret: Uint8Array
  /** Beginning of the validity of the keys: the day they were made. */
  madeAt: Date
}

/**
 * Opens the keys that belong to this database, or makes them when the database is new.
 *
 * A database whose keys are lost must not quietly get new ones: every receipt, every card and every
 * patient key would stop fitting. So the database remembers which witness it was made with.
 */
export async function openHubIdentity(database: Database, dataDir: string, now: Date): Promise<HubIdentity> {
  const [known] = await database.query<{ value: string }>(
    `SELECT value FROM hub_facts WHERE name = 'witness-key'`,
  )
  const keys = openKeyStore(dataDir, known === undefined)
  const witness = noteSigner(witnessName, keys.witness, 'witness')
  const witnessKey = formatVkey(verifierOf(witness))
  if ((await decideOnce(database, 'witness-key', witnessKey)) !== witnessKey) {
    throw new Error(
      `the keys in ${dataDir}/keys belong to another database. Restore the keys this database was made with.`,
    )
  }
  const madeAt = new Date(await decideOnce(database, 'keys-made-at', now.toISOString()))
  return { ...signersOf(keys), witness, witnessKey, secret: keys.secret, madeAt }
}

/** The name under which the hub cosigns. */
const witnessName = 'sentra-hub'

function signersOf(keys: HubKeys) {
  return {
    root: signerFromKey(keys.root),
    siteAuthority: signerFromKey(keys.siteAuthority),
    documentSigner: signerFromKey(keys.documentSigner),
    statusSigner: signerFromKey(keys.statusSigner),
  }
}

const day = 86_400_000
/** A site CA outlives many certificates; a document signer the cards it signed; a status signer needs little. */
const validDays = { siteAuthority: 5 * 365, documentSigner: 3 * 365, statusSigner: 2 * 365 }

/** The keys of the bundle. One day is given to clocks that are behind. */
export function trustedKeys(
  identity: HubIdentity,
): Pick<TrustBundle, 'siteCas' | 'documentSigners' | 'statusSigners'> {
  const from = new Date(identity.madeAt.getTime() - day)
  const until = (days: number) => new Date(identity.madeAt.getTime() + days * day)
  return {
    siteCas: [trustedKey(identity.siteAuthority, from, until(validDays.siteAuthority))],
    documentSigners: [
      { ...trustedKey(identity.documentSigner, from, until(validDays.documentSigner)), country: 'ID' },
    ],
    statusSigners: [trustedKey(identity.statusSigner, from, until(validDays.statusSigner))],
  }
}
