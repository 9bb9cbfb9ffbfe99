import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { startTestHub, type TestHub } from '../../hub/src/testing/test-hub.ts'
import { morning, openDay } from '../../site/src/testing/clinic-day.ts'
import { SiteUnderTest } from '../../site/src/testing/site-under-test.ts'

/** Somebody forgot a PIN or a password, and the operator of the machine gives them a new one. */
function sentra(...words: string[]): { code: number | null; out: string; said: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, 'main.ts'), ...words],
    {
      encoding: 'utf8',
    },
  )
  return { code: status, out: stdout.trim(), said: stderr }
}

describe('sentra site new-pin', () => {
  let site: SiteUnderTest
  beforeAll(async () => {
    site = await SiteUnderTest.start(morning)
    await openDay(site)
  })
  afterAll(() => site.end())
  const newPin = (staff: string) => sentra('site', 'new-pin', '--staff', staff, '--data', site.dataDir)

  test('wants the site stopped, and a person who works there', async () => {
    const running = newPin('A-01')
    assert.equal(running.code, 1)
    assert.match(running.said, /A site already runs on the data/)
    await site.running.stop()
    const nobody = newPin('Z-99')
    assert.equal(nobody.code, 2)
    assert.match(nobody.said, /Nobody with the code Z-99 works here/)
    await site.up()
  })

  test('the new PIN is said once, opens, and is a fact; the old one and its sign-ins are over', async () => {
    const before = site.pinOf('A-01')
    await site.running.stop()
    const { code, out, said } = newPin('A-01')
    assert.equal(code, 0, said)
    assert.match(out, /^\d{6}$/)
    assert.match(said, /write it down now/)
    await site.up()
    assert.equal((await site.send('GET', '/v1/staff', undefined, 'A-01')).status, 401, 'signed out')
    assert.equal((await site.send('GET', '/v1/status', undefined, 'C-01')).status, 200, 'nobody else is')
    const old = await site.send('POST', '/v1/sign-in', { staffId: 'A-01', pin: before })
    assert.equal(old.status, before === out ? 200 : 401)
    await site.signIn('A-01', out)
    const { journal } = site.running.site
    const last = journal.read(journal.size, 1)[0]!
    assert.deepEqual(
      [last.type, last.data, last.actor, last.device],
      ['staff.pin-renewed', { staffId: 'A-01' }, 'system', 'command-line'],
    )
    assert.ok(!JSON.stringify(journal.read(1, 10_000)).includes(out), 'the PIN is in no fact')
  })
})

describe('sentra hub new-password', () => {
  let hub: TestHub
  beforeAll(async () => {
    hub = await startTestHub()
  })
  afterAll(() => hub.stop())
  const newPassword = () =>
    sentra('hub', 'new-password', '--name', 'administrator', '--data', join(hub.dataDir, '..'))
  const signIn = (password: string) =>
    fetch(`${hub.url}/v1/console/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'administrator', password }),
    })

  test('the new password opens the console, the one before and its session do not, and the change is recorded', async () => {
    const first = newPassword()
    assert.equal(first.code, 0, first.said)
    const signedIn = await signIn(first.out)
    assert.equal(signedIn.status, 200)
    const { token } = (await signedIn.json()) as { token: string }
    const look = () =>
      fetch(`${hub.url}/v1/console/summary`, { headers: { authorization: `Bearer ${token}` } })
    assert.equal((await look()).status, 200)
    const second = newPassword()
    assert.notEqual(second.out, first.out)
    assert.equal((await look()).status, 401)
    assert.equal((await signIn(first.out)).status, 401)
    assert.equal((await signIn(second.out)).status, 200)
    assert.equal((await hub.query('SELECT 1 FROM password_renewals')).length, 2)
    const unknown = sentra('hub', 'new-password', '--name', 'siti', '--data', join(hub.dataDir, '..'))
    assert.equal(unknown.code, 2)
    assert.match(unknown.said, /Nobody signs in to the console as siti/)
  })
})
