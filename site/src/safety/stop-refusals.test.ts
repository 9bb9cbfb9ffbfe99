import assert from 'node:assert/strict'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSiteKeys } from '../keys/site-keys.ts'
import { openFile } from '../store/open-store.ts'
import { morning, openDay } from '../testing/clinic-day.ts'
import { SiteUnderTest } from '../testing/site-under-test.ts'

let site: SiteUnderTest
beforeAll(async () => {
  site = await SiteUnderTest.start(morning)
  await openDay(site)
})
afterAll(async () => site.end())

const tryToCall = () => site.refusal('R-01', 'queue.call-next', { stage: 'registration', desk: 'R-1' })

test.each([
  ['SQLITE_FULL', 'disk-full', 'site-disk-full', /penuh.*sepersepuluh/],
  ['SQLITE_READONLY', 'read-only', 'site-disk-read-only', /tidak dapat ditulisi/],
  ['SQLITE_IOERR_WRITE', 'disk-failed', 'site-disk-failed', /gagal menulis/],
  ['SQLITE_CORRUPT', 'damaged', 'site-data-damaged', /rusak.*laptop kedua/],
])(
  'after %s every desk is told what it is and what to do, and it is in the log once',
  async (code, reason, name, words) => {
    await site.restart()
    const fatal = site.logged.length
    site.running.site.safety.report(Object.assign(new Error('disk'), { code }))
    const refusal = await tryToCall()
    assert.deepEqual([refusal.status, refusal.error], [503, name])
    expect(refusal.message.id).toMatch(words)
    await tryToCall()
    const { status, body } = await site.send('GET', '/readyz')
    assert.deepEqual([status, (body as { error: string }).error], [503, name])
    assert.equal((await site.ask('status')).safety!.reason, reason)
    const said = site.logged.slice(fatal)
    assert.deepEqual(
      said.map((line) => [line.msg, line.reason, line.code]),
      [['the log has stopped', reason, code]],
    )
  },
)

test('a program that writes past the lock stops the log, and the desk hears that, not of a disk', async () => {
  await site.restart()
  const keys = openSiteKeys(join(site.dataDir, 'keys'))
  const other = openFile(join(site.dataDir, 'site.db'), keys.databaseKey)
  other.exec('UPDATE journal_head SET size = size + 1 WHERE one = 1')
  const refusal = await tryToCall()
  assert.equal(refusal.error, 'site-another-writer')
  assert.match(refusal.message.en, /stops one of the two/)
  assert.equal(site.logged.at(-1)!.reason, 'another-writer')
  other.exec('UPDATE journal_head SET size = size - 1 WHERE one = 1')
  other.close()
  await site.restart()
})
