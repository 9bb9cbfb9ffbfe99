import { closeSync, openSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { morning, openDay } from '../testing/clinic-day.ts'
import { SiteUnderTest } from '../testing/site-under-test.ts'

let site: SiteUnderTest
beforeEach(async () => {
  site = await SiteUnderTest.start(morning)
  await openDay(site)
})
afterEach(() => site.end())

/** Every page but the first comes back changed, and nothing of it is left in memory. */
function damageEveryPage(): void {
  const { db } = site.running.site
  db.pragma('wal_checkpoint(TRUNCATE)')
  const file = join(site.dataDir, 'site.db')
  const disk = openSync(file, 'r+')
  for (let at = 4096; at < statSync(file).size; at += 4096)
    writeSync(disk, Buffer.alloc(64, 0x5a), 0, 64, at + 1_000)
  closeSync(disk)
  db.pragma('shrink_memory')
}

test('when what the status is read from is damaged, a desk is still told, and told that', async () => {
  const before = await site.ask('status')
  expect(before.safety?.log).toBe('accepting')
  damageEveryPage()
  site.advance({ minutes: 5 })
  const { status, body } = await site.send('GET', '/v1/status')
  expect(status).toBe(200)
  expect(body).toMatchObject({ siteId: before.siteId, safety: { log: 'damaged' } })
  expect((body as typeof before).now > before.now).toBe(true)
  expect((await site.send('GET', '/v1/stock', undefined, 'C-01')).status, 'nothing damaged is served').toBe(
    503,
  )
})
