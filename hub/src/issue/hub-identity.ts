import type { KeyObject } from 'node:crypto'
import { decompressPoint, isRefused, openTrustBundle, toBase64Url } from '@sentra/card'
import { type Signer, signerFromKey, trustedKey } from '@sentra/card/issue'
import type { TrustBundle } from '@sentra/contract'
import { formatVkey, type NoteSigner, noteSigner, verifierOf } from '@sentra/journal'
import type { Clock } from '../clock.ts'
import type { KeeperHello } from '../keeper/keeper-words.ts'
import {
  type AskKeeper,
  type KeyKeeper,
  keeperCommand,
  signerAt,
  startKeyKeeper,
} from '../keeper/key-keeper.ts'
import type { Database } from '../store/database.ts'
import { decideOnce } from '../store/hub-facts.ts'
import { type KeyGeneration, type RotatingKey, signingGeneration } from './key-dates.ts'
import { openKeyStore, openWitnessStore } from './key-store.ts'
import { readOfflineRoot } from './offline-root.ts'
import { successionsOf } from './witness-successions.ts'

/**
 * The hub as others know it: signers by what they may sign, and the secret that keys patient hashes.
 *
 * A signer is read at each use, because a rotated key takes over at its hour while the hub runs. Each is an
 * interface: a key in a file here, a keeper in another process, or a token or an HSM behind one.
 */
export type HubIdentity = {
  /** Undefined when the root is offline. */
  root: Signer | undefined
  rootPublicKey: Uint8Array<ArrayBuffer>
  /** From the first root of this hub to this one (base64), for verifiers that are pinned to an older one. */
  rootSuccessions: readonly string[]
  readonly siteAuthority: Signer
  readonly documentSigner: Signer
  readonly statusSigner: Signer
  /** All that cosign: after a rotation the one sites know, and the one they will know. */
  readonly witnesses: NoteSigner[]
  /** Note verifier key of the newest witness: what sites check receipts with. */
  readonly witnessKey: string
  /** How each witness named the one after it (see `witness-successions.ts`). */
  witnessSuccessions: string[]
  secret: Uint8Array
  /** Beginning of the validity of the first keys: the day they were made. */
  madeAt: Date
  generations: Record<Exclude<RotatingKey, 'witness'>, { signer: Signer; dates: KeyGeneration }[]>
  /** The process that was started to hold the keys: who opened this identity stops it. */
  keeper?: KeyKeeper | undefined
}

/**
 * Opens the keys that belong to this database, or makes them when the database is new.
 *
 * A database whose keys are lost must not quietly get new ones: every receipt, every card and every
 * patient key would stop fitting. So the database remembers which witness it was made with.
 */
export async function openHubIdentity(
  database: Database,
  dataDir: string,
  now: Date,
  options: {
    clock?: Clock
    passphrase?: string | undefined
    /** The process that holds the keys of cards; by default what `SENTRA_KEY_KEEPER` says. Null: opened here. */
    keeperCommand?: string | null
    /** A keeper that runs already, for a second thread of its hub. */
    keeper?: Pick<KeyKeeper, 'hello' | 'ask'> | undefined
  } = {},
): Promise<HubIdentity> {
  const clock = options.clock ?? { now: () => now }
  const [known] = await database.query<{ value: string }>(
    `SELECT value FROM hub_facts WHERE name = 'witness-key'`,
  )
  const isNew = known === undefined
  const command = options.keeperCommand ?? keeperCommand(process.env)
  const started = command && !options.keeper ? await startKeyKeeper(command, dataDir, isNew) : undefined
  const keeper = options.keeper ?? started
  const keys = keeper
    ? await keysOfKeeper(keeper, dataDir, isNew, options.passphrase)
    : keysInFiles(dataDir, isNew, options.passphrase)
  const witnesses = keys.witness.map((key) => noteSigner(witnessName, key, 'witness'))
  const firstWitness = formatVkey(verifierOf(witnesses[0]!))
  if ((await decideOnce(database, 'witness-key', firstWitness)) !== firstWitness) {
    throw new Error(
      `the keys in ${dataDir}/keys belong to another database. Restore the keys this database was made with.`,
    )
  }
  const madeAt = new Date(await decideOnce(database, 'keys-made-at', now.toISOString()))
  const { generations } = keys
  const current = (name: keyof typeof generations): Signer => {
    // With an offline root a new key waits for its ceremony: verifiers would not know it.
    const all = generations[name].filter(({ signer }) => vouched?.has(toBase64Url(signer.kid)) ?? true)
    return all[
      signingGeneration(
        all.map(({ dates }) => dates),
        clock.now(),
      )
    ]!.signer
  }
  const { root } = keys
  const rootPublicKey = root?.publicKey ?? publicKeyOfOfflineRoot(dataDir)
  const vouched = root ? undefined : await kidsOfInstalledBundle(dataDir, rootPublicKey)
  return {
    root,
    rootPublicKey,
    rootSuccessions: root ? [] : (readOfflineRoot(dataDir)?.successions ?? []),
    get siteAuthority() {
      return current('site-authority')
    },
    get documentSigner() {
      return current('document-signer')
    },
    get statusSigner() {
      return current('status-signer')
    },
    get witnesses() {
      const newest = signingGeneration(keys.witnessDates, clock.now())
      return witnesses.slice(Math.max(0, newest - 1), newest + 1)
    },
    get witnessKey() {
      return formatVkey(verifierOf(witnesses[signingGeneration(keys.witnessDates, clock.now())]!))
    },
    witnessSuccessions: successionsOf(witnesses, keys.witnessDates),
    secret: keys.secret,
    madeAt,
    generations,
    keeper: started,
  }
}

type OpenKeys = Pick<HubIdentity, 'root' | 'generations' | 'secret'> & {
  witness: KeyObject[]
  witnessDates: KeyGeneration[]
}

function keysInFiles(dataDir: string, mayMake: boolean, passphrase: string | undefined): OpenKeys {
  const { root, generations, dates, secret } = openKeyStore(dataDir, mayMake, passphrase)
  const signersOf = (name: Exclude<RotatingKey, 'witness'>) =>
    generations[name].map((key, index) => ({ signer: signerFromKey(key), dates: dates[name][index]! }))
  return {
    root: root && signerFromKey(root),
    generations: {
      'site-authority': signersOf('site-authority'),
      'document-signer': signersOf('document-signer'),
      'status-signer': signersOf('status-signer'),
    },
    witness: generations.witness,
    witnessDates: dates.witness,
    secret,
  }
}

async function keysOfKeeper(
  { hello: { keys, dates }, ask }: { hello: KeeperHello; ask: AskKeeper },
  dataDir: string,
  mayMake: boolean,
  passphrase: string | undefined,
): Promise<OpenKeys> {
  const signersOf = (name: Exclude<RotatingKey, 'witness'>) =>
    keys[name].map((point, index) => ({ signer: signerAt(ask, point), dates: dates[name][index]! }))
  return {
    root: keys.root === null ? undefined : signerAt(ask, keys.root),
    generations: {
      'site-authority': signersOf('site-authority'),
      'document-signer': signersOf('document-signer'),
      'status-signer': signersOf('status-signer'),
    },
    ...openWitnessStore(dataDir, mayMake, passphrase),
  }
}

function publicKeyOfOfflineRoot(dataDir: string): Uint8Array<ArrayBuffer> {
  const offline = readOfflineRoot(dataDir)
  const key = offline && decompressPoint(Buffer.from(offline.rootPublicKey, 'base64'))
  if (!key) {
    throw new Error(
      'this hub has its root offline, and no trust material yet. Bring it from the ceremony: sentra trust install --from <folder>',
    )
  }
  return key
}

async function kidsOfInstalledBundle(
  dataDir: string,
  rootPublicKey: Uint8Array<ArrayBuffer>,
): Promise<Set<string>> {
  const trust = await openTrustBundle(Buffer.from(readOfflineRoot(dataDir)!.bundle, 'base64'), rootPublicKey)
  if (isRefused(trust)) throw new Error(`the installed trust bundle is refused: ${trust.refused}`)
  return new Set([...trust.siteCas, ...trust.documentSigners, ...trust.statusSigners].map(({ kid }) => kid))
}

/** The name under which the hub cosigns. */
export const witnessName = 'sentra-hub'

const day = 86_400_000
/** A site CA outlives many certificates; a document signer the cards it signed; a status signer needs little. */
const validDays = { 'site-authority': 5 * 365, 'document-signer': 2 * 365, 'status-signer': 2 * 365 }

/**
 * The keys of the bundle, every generation of each. One day is given to clocks that are behind, at both ends.
 * A key that was relieved stays in the bundle with its end: what it signed before stays good.
 */
export function trustedKeys(
  identity: Pick<HubIdentity, 'generations' | 'madeAt'>,
): Pick<TrustBundle, 'siteCas' | 'documentSigners' | 'statusSigners'> {
  const entries = (name: keyof HubIdentity['generations']) =>
    identity.generations[name].map(({ signer, dates }, index, all) => {
      const announced = dates.announcedAt === null ? identity.madeAt : new Date(dates.announcedAt)
      const ownEnd = announced.getTime() + validDays[name] * day
      const relieved = all[index + 1]?.dates.signsFrom
      const until = relieved ? Math.min(ownEnd, Date.parse(relieved) + day) : ownEnd
      return trustedKey(signer, new Date(announced.getTime() - day), new Date(until))
    })
  return {
    siteCas: entries('site-authority'),
    documentSigners: entries('document-signer').map((entry) => ({ ...entry, country: 'ID' })),
    statusSigners: entries('status-signer'),
  }
}
