import { verifyCard } from '@sentra/card'
import { assert, beforeEach, test } from 'vitest'
import { exampleTrust } from '../journey/example-cards.ts'
import { acceptBulletin, acceptBundle, acceptList, acceptRoot } from './accept-files.ts'
import { importFiles } from './import-files.ts'
import { type GetFile, refreshTrust } from './refresh-trust.ts'
import { loadTrust, type TrustInHand } from './trust-in-hand.ts'
import { memoryStore, type TrustStore } from './trust-store.ts'

const now = new Date('2021-08-05T05:00:00.000Z')
const later = new Date('2021-08-05T06:00:00.000Z')
const hub = exampleTrust(now)
const stranger = exampleTrust(now)

let store: TrustStore
beforeEach(() => {
  store = memoryStore()
})

test('one visit brings root, bundle and every list', async () => {
  const refreshed = await refreshTrust(store, from(hub.files), () => now)
  assert.deepEqual(refreshed, { reached: true, problems: [] })
  const hand = await loadTrust(store)
  assert.equal(hand.trust?.counter, 3)
  assert.equal(hand.lists.size, 2)
})

test('a hub that is gone takes nothing away', async () => {
  await refreshTrust(store, from(hub.files), () => now)
  const refreshed = await refreshTrust(
    store,
    async () => null,
    () => later,
  )
  assert.isFalse(refreshed.reached)
  const hand = await loadTrust(store)
  assert.equal(hand.lists.size, 2)
  assert.equal(hand.checkedAt, now.toISOString())
})

test('unchanged files are as fresh as the last answer', async () => {
  await refreshTrust(store, from(hub.files), () => now)
  const unchanged: GetFile = async (path, etag) => (etag ? 'unchanged' : from(hub.files)(path, etag))
  await refreshTrust(store, unchanged, () => later)
  assert.equal((await loadTrust(store)).checkedAt, later.toISOString())
})

test('the first root is kept, another one is refused and nothing of its server is taken', async () => {
  await refreshTrust(store, from(hub.files), () => now)
  const refreshed = await refreshTrust(store, from(stranger.files), () => later)
  assert.deepEqual(refreshed.problems, ['root-changed'])
  assert.equal((await loadTrust(store)).checkedAt, now.toISOString())
})

test('a new root is followed when the old one names it, and by nobody else’s word', async () => {
  await refreshTrust(store, from(hub.files), () => now)
  const next = stranger.signers.root
  for (const by of [stranger.signers.root, hub.signers.status, hub.signers.siteCa]) {
    const forged = from({ ...hub.files, 'trust/root.json': hub.rootsTo(next, by) })
    assert.deepEqual((await refreshTrust(store, forged, () => later)).problems, ['root-changed'])
  }
  assert.equal(await acceptBundle(store, file(hub.bundle(4, next))), 'bundle-not-genuine')

  const files = {
    ...hub.files,
    'trust/root.json': hub.rootsTo(next),
    'trust/bundle.cwt': hub.bundle(4, next),
  }
  const before = (await loadTrust(store)).fingerprint
  assert.deepEqual((await refreshTrust(store, from(files), () => later)).problems, [])
  const hand = await loadTrust(store)
  assert.equal(hand.trust?.counter, 4)
  assert.notEqual(hand.fingerprint, before)
  assert.equal((await check(hand, hub.cards.local)).kind, 'valid-local')

  // The old root is done: its key, found later, signs nothing that counts.
  assert.equal(await acceptBundle(store, file(hub.bundle(5))), 'bundle-not-genuine')
  assert.equal(await acceptBundle(store, file(hub.bundle(3))), 'bundle-older')
  const undone = from({ ...files, 'trust/root.json': hub.rootsTo(hub.signers.device) })
  assert.deepEqual((await refreshTrust(store, undone, () => later)).problems, ['root-changed'])
  // A site that still mirrors yesterday's files takes nothing away.
  const mirror = await refreshTrust(store, from(hub.files), () => later)
  assert.deepEqual(mirror.problems, ['bundle-older'])
  assert.equal((await loadTrust(store)).trust?.counter, 4)
})

test('a succession comes on a stick as well, and until the new bundle is there the old one stays in hand', async () => {
  await refreshTrust(store, from(hub.files), () => now)
  const next = stranger.signers.root
  await importFiles(store, [hub.rootsTo(next)], now)
  assert.equal((await loadTrust(store)).trust?.counter, 3)
  await importFiles(store, [hub.bundle(4, next)], now)
  assert.equal((await loadTrust(store)).trust?.counter, 4)
})

test('yesterday’s bundle is refused, tomorrow’s is taken', async () => {
  await refreshTrust(store, from(hub.files), () => now)
  assert.equal(await acceptBundle(store, file(hub.bundle(2))), 'bundle-older')
  assert.equal(await acceptBundle(store, file(hub.bundle(4))), 'new')
})

test('a bulletin is heard as soon as it is there, and never unheard', async () => {
  await refreshTrust(store, from(hub.files), () => now)
  const before = await loadTrust(store)
  assert.equal((await check(before, hub.cards.local)).kind, 'valid-local')
  await refreshTrust(store, from({ ...hub.files, 'trust/bulletin.cwt': hub.bulletin(2) }), () => now)
  const after = await loadTrust(store)
  assert.equal((await check(after, hub.cards.local)).kind, 'not-genuine')
  assert.equal((await check(after, hub.cards.national)).kind, 'valid-national')
  assert.equal(await acceptBulletin(store, file(hub.bulletin(1))), 'bulletin-older')
  assert.equal(await acceptBulletin(store, file(stranger.bulletin(9))), 'bulletin-not-genuine')
})

test('a bulletin comes on a stick as well as over the air', async () => {
  const imported = await importFiles(store, [hub.bulletin(1), ...Object.values(hub.files)], now)
  assert.notInclude(imported.problems, 'bulletin-not-genuine')
  assert.equal((await check(await loadTrust(store), hub.cards.local)).kind, 'not-genuine')
})

test('yesterday’s list is refused, or a thief would bring back the day before the bulletin', async () => {
  await refreshTrust(store, from(hub.files), () => now)
  const yesterday = new Date(now.getTime() - 86_400_000)
  assert.equal(await acceptList(store, file(hub.localListAsOf(yesterday))), 'list-older')
  assert.equal(await acceptList(store, file(hub.localListAsOf(later))), 'new')
})

test('a list leaves the phone when its last card has expired, not when a server leaves it out', async () => {
  const days = (count: number) => new Date(now.getTime() + count * 86_400_000)
  const lists = async () => [...(await loadTrust(store)).lists.keys()].length
  const files = { ...hub.files, [hub.localListPath]: hub.localListAsOf(now, days(40)) }
  await refreshTrust(store, from(files), () => now)
  assert.equal(await lists(), 2)

  const emptied = { ...files, 'status/index.json': new TextEncoder().encode('{"lists":[]}') }
  await refreshTrust(store, from(emptied), () => days(39))
  assert.equal(await lists(), 2, 'still alive, whatever the index says')
  await acceptBundle(store, file(hub.bundleExtending(4, days(60))))
  await refreshTrust(
    store,
    async () => null,
    () => days(41),
  )
  assert.equal(await lists(), 2, 'extended')
  await refreshTrust(
    store,
    async () => null,
    () => days(61),
  )
  assert.equal(await lists(), 1, 'the other list does not say when it ends, and stays')
})

test('a bundle or a list signed by a stranger is refused', async () => {
  await refreshTrust(store, from(hub.files), () => now)
  assert.equal(await acceptBundle(store, file(stranger.bundle(99))), 'bundle-not-genuine')
  assert.equal(await acceptList(store, file(stranger.localListAsOf(later))), 'list-not-genuine')
})

test('without a root nothing is believed', async () => {
  assert.equal(await acceptBundle(store, file(hub.bundle(3))), 'no-root')
  assert.equal(await acceptList(store, file(hub.localListAsOf(now))), 'no-bundle')
  assert.equal(
    await acceptRoot(store, file(new TextEncoder().encode('{"rootPublicKey":"AAAA"}'))),
    'root-unreadable',
  )
})

test('files from a stick are taken in any order, and what is none of them is named', async () => {
  const stick = Object.entries(hub.files)
    .filter(([path]) => path !== 'status/index.json')
    .map(([, bytes]) => bytes)
    .reverse()
  const photo = new Uint8Array([0xff, 0xd8, 0xff, 0xe0])
  const imported = await importFiles(store, [photo, ...stick], now)
  assert.deepEqual(imported, { taken: 4, problems: ['unknown-file'] })
  assert.equal((await loadTrust(store)).lists.size, 2)
})

function from(files: Record<string, Uint8Array<ArrayBuffer>>): GetFile {
  return async (path) => {
    const bytes = files[path]
    return bytes ? { bytes, etag: `"${path}"` } : null
  }
}

function file(bytes: Uint8Array<ArrayBuffer>) {
  return { bytes, etag: null, checkedAt: later.toISOString() }
}

function check(hand: TrustInHand, text: string) {
  assert.isNotNull(hand.trust)
  return verifyCard(text, { trust: hand.trust!, statusLists: hand.lists, now })
}
