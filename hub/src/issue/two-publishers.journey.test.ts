import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { decompressPoint, isRefused, openTrustBundle, statusAt } from '@sentra/card'
import { makeTempDir } from '@sentra/testkit'
import { afterAll, assert, beforeAll, test } from 'vitest'
import { enrolledSites, startHubOn } from '../testing/hub-on-database.ts'
import { startTestDatabase } from '../testing/test-database.ts'
import { eventually } from '../testing/test-hub.ts'
import { bytesAt, listsFromPublicFiles } from '../testing/verify-offline.ts'
import { setCardStatus } from './status-indices.ts'

/** Two hubs behind a balancer: one database, the same keys, a folder of public files for each. */
let store: Awaited<ReturnType<typeof startTestDatabase>>
const folders = [makeTempDir('publisher-one'), makeTempDir('publisher-two')] as const
const hubs: Awaited<ReturnType<typeof startHubOn>>[] = []
let statusList: string

beforeAll(async () => {
  store = await startTestDatabase(new Date(), { withKeys: false })
  hubs.push(await startHubOn(store.connectionString, folders[0]))
  cpSync(join(folders[0], 'hub/keys'), join(folders[1], 'hub/keys'), { recursive: true })
  hubs.push(await startHubOn(store.connectionString, folders[1]))
  const [site] = await enrolledSites(store.database, hubs[0]!.url, ['krw-01'])
  statusList = site!.certificate.statusList
})
afterAll(async () => {
  for (const { process } of hubs) if (process.isRunning()) await process.stop()
  await store?.stop()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

const withdraw = (statusIndex: number) =>
  store.database.transaction((transaction) =>
    setCardStatus(transaction, { statusList, statusIndex, status: 1, siteId: 'krw-01', at: new Date() }),
  )

/** A public file as a cache sees it. */
async function fileAt(hub: number, path: string) {
  const response = await fetch(`${hubs[hub]!.url}/${path}`)
  const bytes = Buffer.from(await response.arrayBuffer())
  return { status: response.status, etag: response.headers.get('etag'), bytes: bytes.toString('base64') }
}

async function listAt(hub: number) {
  const { url } = hubs[hub]!
  const root = (await (await fetch(`${url}/trust/root.json`)).json()) as { rootPublicKey: string }
  const key = decompressPoint(Buffer.from(root.rootPublicKey, 'base64'))!
  const trust = await openTrustBundle(await bytesAt(`${url}/trust/bundle.cwt`), key)
  if (isRefused(trust)) throw new Error(trust.refused)
  return (await listsFromPublicFiles(url, trust)).get(statusList)
}

test('two hubs publish the same bytes under the same ETag, so what lies between them caches one file', async () => {
  await withdraw(1)
  for (const path of [`status/${statusList}.cwt`, 'status/index.json', 'trust/bundle.cwt']) {
    const same = await eventually(async () => {
      const [one, two] = await Promise.all([fileAt(0, path), fileAt(1, path)])
      return one.status === 200 && one.bytes === two.bytes && [one, two]
    }, `${path} is the same at both`)
    assert.equal(same[0]!.etag, same[1]!.etag, path)
  }
})

test('while cards change, no hub answers with an older list than it did, and each change comes out under a newer time', async () => {
  const last = ['', '']
  const known = [new Set<number>(), new Set<number>()]
  for (let card = 10; card < 22; card += 1) {
    await withdraw(card)
    for (const hub of [0, 1]) {
      const list = (await listAt(hub))!
      assert.isAtLeast(Date.parse(list.issuedAt), Date.parse(last[hub] || list.issuedAt))
      const off = [...Array(22).keys()].filter((index) => statusAt(list, index) === 1)
      // A verifier keeps what it has when the time is the same: then nothing may be new.
      if (list.issuedAt === last[hub]) assert.deepEqual(new Set(off), known[hub])
      for (const index of known[hub]!) assert.include(off, index)
      last[hub] = list.issuedAt
      known[hub] = new Set(off)
    }
    await new Promise((resolve) => setTimeout(resolve, 130))
  }
})

test('a hub that hangs with a former version in hand does not put it over the newer one', async () => {
  const { process } = hubs[0]!
  for (let round = 0; round < 4; round += 1) {
    // Stopped anywhere in its look: the other one publishes, then it wakes up.
    await withdraw(40 + 2 * round)
    await new Promise((resolve) => setTimeout(resolve, 170 * round))
    globalThis.process.kill(process.pid, 'SIGSTOP')
    try {
      await withdraw(41 + 2 * round)
      await new Promise((resolve) => setTimeout(resolve, 1_200))
    } finally {
      globalThis.process.kill(process.pid, 'SIGCONT')
    }
    await eventually(async () => {
      const lists = await Promise.all([listAt(0), listAt(1)])
      return lists.every((list) => list && statusAt(list, 41 + 2 * round) === 1)
    }, 'both have the newest')
  }
})
