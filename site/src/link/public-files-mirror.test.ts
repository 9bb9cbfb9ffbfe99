import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { rows } from '../store/database.ts'
import { morning } from '../testing/clinic-day.ts'
import { SiteUnderTest } from '../testing/site-under-test.ts'
import { mirrorPublicFiles } from './public-files-mirror.ts'

let site: SiteUnderTest
let server: Server
let address: string
/** What the hub publishes: path and body. Whatever is not here is answered with 404. */
let published = new Map<string, string>()

beforeEach(async () => {
  site = await SiteUnderTest.start(morning)
  server = createServer((request, response) => {
    const body = published.get(request.url!.slice(1))
    response.writeHead(body === undefined ? 404 : 200).end(body)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(async () => {
  await new Promise((done) => server.close(done))
  await site.end()
})

const mirror = () => mirrorPublicFiles(site.running.site.db, address, () => site.now)
const held = () =>
  rows<{ path: string }>(
    site.running.site.db,
    "SELECT path FROM public_files WHERE path LIKE 'status/%.cwt' ORDER BY path",
  ).map(({ path }) => path)

function publish(...lists: string[]): void {
  const index = { lists: lists.map((name) => ({ file: `${name}.cwt` })) }
  published = new Map([['status/index.json', JSON.stringify(index)]])
  for (const name of lists) published.set(`status/${name}.cwt`, name)
}

test('a list that the hub has stopped publishing leaves the site’s mirror', async () => {
  publish('id-krw-2021-07', 'id-krw-2021-08')
  await mirror()
  expect(held()).toEqual(['status/id-krw-2021-07.cwt', 'status/id-krw-2021-08.cwt'])
  publish('id-krw-2021-08')
  await mirror()
  expect(held()).toEqual(['status/id-krw-2021-08.cwt'])
})

test('a hub that has no index to give takes nothing away', async () => {
  publish('id-krw-2021-08')
  await mirror()
  published = new Map()
  await mirror()
  expect(held()).toEqual(['status/id-krw-2021-08.cwt'])
})
