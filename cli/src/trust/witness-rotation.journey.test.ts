import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { parseVkey } from '@sentra/journal'
import { afterAll, beforeAll, test } from 'vitest'
import { eventually, startTestHub, type TestHub } from '../../../hub/src/testing/test-hub.ts'
import { readEnrolment } from '../../../site/src/link/enrolment.ts'

import { SiteUnderTest } from '../../../site/src/testing/site-under-test.ts'

/** The key of a hub's receipts is relieved, twice, with a real hub and a real site: nobody goes to the site for it. */
let hub: TestHub
let site: SiteUnderTest
beforeAll(async () => {
  hub = await startTestHub()
  const enrolmentCode = await hub.enrolmentCode()
  const clock = { now: () => new Date() }
  site = await SiteUnderTest.start(new Date().toISOString(), {
    siteId: 'krw-08',
    hubUrl: hub.url,
    enrolmentCode,
    clock,
    clockIsSimulated: false,
  })
  await receipted()
})
afterAll(async () => {
  await site.end()
  await hub.stop()
})

const known = () => readEnrolment(site.running.site.db)!
const keyIds = () => (known().witnesses ?? []).map(({ key }) => parseVkey(key).keyId)

const receipted = () =>
  eventually(async () => {
    const { link, logSize } = await site.ask('status')
    return link.receiptedSize === logSize
  }, 'everything has its receipt')

/** A fact, and the hub's word for it. */
async function oneMoreReceipt(staffId: string): Promise<void> {
  await site.command('A-01', 'staff.enrol', { staffId, displayName: 'Petugas Baru', roles: ['gate'] })
  await receipted()
}

async function rotate(): Promise<void> {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(import.meta.dirname, '../main.ts'),
      ...['trust', 'rotate', 'witness', '--now', '--data', join(hub.dataDir, '..')],
    ],
    { encoding: 'utf8' },
  )
  assert.equal(status, 0, stdout + stderr)
  await hub.restart()
}

const published = async () => {
  const { witnessKey } = (await (await fetch(`${hub.url}/trust/witness.json`)).json()) as {
    witnessKey: string
  }
  return parseVkey(witnessKey).keyId
}

test('a site learns the new key by itself, keeps the old one until its end, and needs it no more', async () => {
  const first = parseVkey(known().witnessKey).keyId
  await rotate()
  await site.restart({ hubUrl: hub.url })
  await eventually(async () => keyIds().length === 2, 'the site knows both')
  assert.deepEqual(keyIds(), [first, await published()])
  const { until } = known().witnesses![0]!
  assert.ok(Date.parse(until!) > Date.now() && Date.parse(until!) < Date.now() + 2 * 86_400_000)
  await oneMoreReceipt('N-01')

  // After the second rotation the hub signs with the second and the third: the first is gone.
  await rotate()
  await site.restart({ hubUrl: hub.url })
  await oneMoreReceipt('N-02')
  await eventually(async () => keyIds().length === 3, 'the site knows the third')
  assert.equal(keyIds().at(-1), await published())
})

test('a site that was away for two rotations follows them when it is back', async () => {
  await site.running.stop()
  await rotate()
  await rotate()
  await site.up({ hubUrl: hub.url })
  await oneMoreReceipt('N-03')
  assert.equal(keyIds().length, 5)
  assert.equal(keyIds().at(-1), await published())
  assert.equal((await site.ask('status')).link.quarantine, null)
})
