import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { decompressPoint, isRefused, openTrustBundle } from '@sentra/card'
import { signerFromKey } from '@sentra/card/issue'
import { type HubIdentity, trustedKeys } from '../../../hub/src/issue/hub-identity.ts'
import { keysFolder, openKeyStore } from '../../../hub/src/issue/key-store.ts'
import { readOfflineRoot } from '../../../hub/src/issue/offline-root.ts'
import { keysPassphrase } from '../../../hub/src/issue/passphrase.ts'
import { TellPerson } from '../tell-person.ts'

export const hubFolder = (data: string | undefined) =>
  join(resolve(data ?? process.env.SENTRA_DATA ?? './data'), 'hub')

/** The passphrase of a hub's keys, as the hub itself finds it. */
export const passphraseOfHub = (dataDir: string) => keysPassphrase(dataDir, process.env).text

/**
 * The public halves of a hub's keys with their dates, from its keys folder and its public files alone: the
 * hub may be running or not, and its database is not needed.
 *
 * @throws TellPerson when there are no keys and none may be made.
 */
export async function readHubTrust(dataDir: string, options: { mayMake: boolean; now: Date }) {
  const fresh = !existsSync(join(keysFolder(dataDir), 'secret'))
  if (fresh && !options.mayMake) {
    throw new TellPerson({
      id: `Tidak ada kunci hub di ${keysFolder(dataDir)}. Beri --data yang benar.`,
      en: `There are no hub keys in ${keysFolder(dataDir)}. Give the right --data.`,
    })
  }
  const keys = openKeyStore(dataDir, fresh, passphraseOfHub(dataDir))
  const published = await publishedTrust(dataDir)
  const generationsOf = (name: 'site-authority' | 'document-signer' | 'status-signer') =>
    keys.generations[name].map((key, index) => ({
      signer: signerFromKey(key),
      dates: keys.dates[name][index]!,
    }))
  const generations: HubIdentity['generations'] = {
    'site-authority': generationsOf('site-authority'),
    'document-signer': generationsOf('document-signer'),
    'status-signer': generationsOf('status-signer'),
  }
  // What was published begins on the day the keys were made, less the day given to slow clocks.
  const begun = published?.bundle.siteCas[0]?.validFrom
  const madeAt = begun === undefined ? options.now : new Date(Date.parse(begun) + 86_400_000)
  const root = keys.root && Buffer.from(signerFromKey(keys.root).publicKey).toString('base64')
  const installed = readOfflineRoot(dataDir)
  return {
    keys: trustedKeys({ generations, madeAt }),
    counter: Math.max(published?.bundle.counter ?? 0, installed?.counter ?? 0),
    // A root that nobody has pinned yet may still be replaced by one that was never online.
    rootPublicKey: installed?.rootPublicKey ?? published?.rootPublicKey ?? null,
    successions: installed?.successions ?? [],
    onlineRoot: root ?? null,
    deniedDevices: published?.bundle.deniedDevices ?? [],
  }
}

async function publishedTrust(dataDir: string) {
  const folder = join(dataDir, 'public/trust')
  if (!existsSync(join(folder, 'bundle.cwt'))) return null
  const { rootPublicKey } = JSON.parse(readFileSync(join(folder, 'root.json'), 'utf8')) as {
    rootPublicKey: string
  }
  const key = decompressPoint(Buffer.from(rootPublicKey, 'base64'))
  const bundle = key && (await openTrustBundle(readFileSync(join(folder, 'bundle.cwt')), key))
  if (!bundle || isRefused(bundle)) throw new Error(`the bundle in ${folder} does not open with its root`)
  return { rootPublicKey, bundle }
}
