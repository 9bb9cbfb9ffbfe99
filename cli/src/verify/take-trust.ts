import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Rejected } from '@sentra/verifier/trust/accept-files'
import { importFiles } from '@sentra/verifier/trust/import-files'
import { getBeside, refreshTrust } from '@sentra/verifier/trust/refresh-trust'
import type { TrustStore } from '@sentra/verifier/trust/trust-store'
import { TellPerson } from '../tell-person.ts'

/**
 * Takes root, trust bundle and status lists from a hub, a folder (a USB stick) or one file into the store.
 * Nothing older or unsigned replaces what is there. A hub that cannot be reached is no error while the
 * store has something: checking works offline.
 *
 * @throws TellPerson when the source is not there, or offers a root other than the pinned one.
 */
export async function takeTrust(store: TrustStore, source: string, folder: string): Promise<void> {
  const problems = /^https?:\/\//.test(source)
    ? await takeFromHub(store, source)
    : await takeFromFiles(store, source)
  if (problems.includes('root-changed')) {
    throw new TellPerson({
      id: `${source} memakai kunci akar lain daripada yang tersimpan. Bila memang diganti, cocokkan sidik jarinya lalu hapus folder ${folder}.`,
      en: `${source} uses another root key than the one that is pinned. If it was really replaced, compare its fingerprint, then remove the folder ${folder}.`,
    })
  }
  for (const problem of problems) process.stderr.write(`${source}: ${problem}\n`)
}

async function takeFromHub(
  store: TrustStore,
  address: string,
): Promise<readonly (Rejected | 'not-reached')[]> {
  // The files lie beside the verifier's page, `/verify/`.
  const page = new URL('verify/', address.endsWith('/') ? address : `${address}/`).href
  const { reached, problems } = await refreshTrust(store, getBeside(page), () => new Date())
  if (!reached && (await store.read('bundle')) === undefined) {
    throw new TellPerson({
      id: `${address} tidak dapat dihubungi. Sambungkan ke jaringan, atau beri --trust sebuah folder.`,
      en: `${address} cannot be reached. Connect to the network, or give --trust a folder.`,
    })
  }
  return reached ? problems : ['not-reached', ...problems]
}

async function takeFromFiles(
  store: TrustStore,
  path: string,
): Promise<readonly (Rejected | 'unknown-file')[]> {
  if (!existsSync(path)) {
    throw new TellPerson({
      id: `${path} tidak ada. Beri --trust alamat hub (http…), folder, atau berkas.`,
      en: `${path} does not exist. Give --trust the address of a hub (http…), a folder or a file.`,
    })
  }
  const files = statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true, encoding: 'utf8' })
        .map((name) => join(path, name))
        .filter((file) => /\.(cwt|json)$/.test(file) && statSync(file).isFile())
    : [path]
  const bytes = files.map((file) => new Uint8Array(readFileSync(file)))
  const { problems } = await importFiles(store, bytes, new Date())
  // A folder also holds files for other readers (an index, a witness key); only a named one must be known.
  return problems.filter((problem) => problem !== 'unknown-file' || files.length === 1)
}
