import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { emptyStatusArray } from '@sentra/card'
import {
  generateKeyPem,
  signerFromPem,
  signStatusList,
  signTrustBundle,
  trustedKey,
} from '@sentra/card/issue'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { rows } from '../store/database.ts'
import { morning } from '../testing/clinic-day.ts'
import { SiteUnderTest } from '../testing/site-under-test.ts'
import { writeEnrolment } from './enrolment.ts'
import { mirrorPublicFiles, ownListsMissing } from './public-files-mirror.ts'

const day = 86_400_000
const root = signerFromPem(generateKeyPem())
const statusSigner = signerFromPem(generateKeyPem())
const rootPublicKey = Buffer.from(root.publicKey).toString('base64')
let site: SiteUnderTest
let server: Server
let address: string
/** What the hub publishes: path and body. Whatever is not here is answered with 404. */
let published = new Map<string, Uint8Array | string>()
let strange: string[] = []
const hub: RequestListener = (request, response) => {
  const body = published.get(request.url!.slice(1))
  response.writeHead(body === undefined ? 404 : 200).end(body)
}
let answer = hub

beforeEach(async () => {
  answer = hub
  strange = []
  site = await SiteUnderTest.start(morning)
  writeEnrolment(site.running.site.db, { hubName: 'Uji', witnessKey: 'uji', rootPublicKey })
  server = createServer((request, response) => answer(request, response))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(async () => {
  await new Promise((done) => server.close(done))
  await site.end()
})

const mirror = (now = site.now) =>
  mirrorPublicFiles(
    site.running.site.db,
    address,
    () => now,
    (path) => strange.push(path),
  )
const held = () =>
  rows<{ path: string }>(
    site.running.site.db,
    "SELECT path FROM public_files WHERE path LIKE 'status/%.cwt' ORDER BY path",
  ).map(({ path }) => path.slice('status/'.length, -'.cwt'.length))
const everything = () =>
  rows<{ path: string; body: Buffer }>(
    site.running.site.db,
    'SELECT path, body FROM public_files ORDER BY path',
  )

const july = 'id-krw-2021-07'
const august = 'id-krw-2021-08'
const later = (days: number) => new Date(site.now.getTime() + days * day)

/** `lists`: name, and when the last card on it expires, where that is known. */
async function publish(lists: Record<string, Date | null>): Promise<void> {
  const index = { lists: Object.keys(lists).map((listId) => ({ listId, file: `${listId}.cwt` })) }
  const validFrom = new Date(site.now.getTime() - day)
  const bundle = await signTrustBundle(
    {
      counter: 1,
      issuedAt: site.now.toISOString(),
      expiresAt: later(60).toISOString(),
      siteCas: [],
      documentSigners: [],
      statusSigners: [trustedKey(statusSigner, validFrom, later(700))],
      deniedDevices: [],
    },
    root,
  )
  published = new Map<string, Uint8Array | string>([
    ['status/index.json', JSON.stringify(index)],
    ['trust/root.json', JSON.stringify({ rootPublicKey })],
    ['trust/bundle.cwt', bundle],
  ])
  for (const [uri, liveUntil] of Object.entries(lists)) {
    const terms = { uri, issuedAt: site.now, expiresAt: later(7), ...(liveUntil ? { liveUntil } : {}) }
    published.set(`status/${uri}.cwt`, await signStatusList(emptyStatusArray(2, 64), terms, statusSigner))
  }
}

test('a list leaves the site’s mirror when its own signed end is past and the hub names it no longer', async () => {
  await publish({ [july]: later(10), [august]: later(40) })
  await mirror()
  expect(held()).toEqual([july, august])
  await publish({ [august]: later(40) })
  await mirror(later(9))
  expect(held()).toEqual([july, august])
  await mirror(later(11))
  expect(held()).toEqual([august])
})

test('a list that the index leaves out stays while its signed end is open, and goes long after its last signature', async () => {
  await publish({ [july]: null, [august]: null })
  await mirror()
  await publish({ [august]: null })
  await mirror(later(60))
  expect(held()).toEqual([july, august])
  await mirror(later(7 + 91))
  expect(held()).toEqual([august])
})

test('a hub that has no index to give takes nothing away', async () => {
  await publish({ [august]: null })
  await mirror()
  published = new Map()
  await mirror(later(300))
  expect(held()).toEqual([august])
})

test.each([
  ['a sign-in page', '<!doctype html><title>Wi-Fi</title>'],
  ['an empty object', '{}'],
  ['nothing', ''],
  ['half an index', '{ "lists": [{ "listId": "id-krw'],
  ['null', 'null'],
  ['an index of other things', '{ "lists": { "file": "x.cwt" } }'],
])('a captive portal that answers %s to everything changes no file, and is said', async (_, page) => {
  await publish({ [july]: later(1), [august]: later(40) })
  await mirror()
  const before = everything()
  answer = (_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(page)
  await mirror(later(20))
  expect(everything()).toEqual(before)
  expect(strange).toContain('status/index.json')
  expect(strange).toContain('trust/bundle.cwt')
  expect(() => ownListsMissing(site.running.site.db)).not.toThrow()
  // The portal is gone: what the hub says counts again.
  answer = hub
  await publish({ [august]: later(40) })
  await mirror(later(20))
  expect(held()).toEqual([august])
})

test('an index that names nothing, or that is signed by nobody, empties no mirror', async () => {
  await publish({ [july]: later(30), [august]: later(40) })
  await mirror()
  published.set('status/index.json', '{ "lists": [] }')
  await mirror()
  expect(held()).toEqual([july, august])
})
