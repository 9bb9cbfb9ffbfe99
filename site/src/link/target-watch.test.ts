import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { InvalidSettingError, readSiteSettings } from '../settings/site-settings.ts'
import { SiteUnderTest } from '../testing/site-under-test.ts'

let site: SiteUnderTest | undefined
let pcare: Server | undefined
afterEach(async () => {
  await site?.end()
  pcare?.closeAllConnections()
  pcare?.close()
  site = undefined
  pcare = undefined
})

test('a national service is watched beside the hub: gone, taken by a sign-in page, back again, each a fact', async () => {
  let mood: 'well' | 'gone' | 'portal' = 'well'
  pcare = createServer((request, response) => {
    if (mood === 'gone') request.socket.destroy()
    else
      response.end(
        mood === 'well' ? '{"metaData":{"message":"BPJS"}}' : '<html>Selamat datang di Wi-Fi</html>',
      )
  })
  await new Promise<void>((resolve) => pcare!.listen(0, '127.0.0.1', resolve))
  const url = new URL(`http://127.0.0.1:${(pcare.address() as AddressInfo).port}/`)
  site = await SiteUnderTest.start('2021-08-05T01:00:00.000Z', {
    probeMs: 20,
    targets: [{ target: 'pcare', url, expect: { kind: 'text', contains: 'BPJS' } }],
  })
  const seen = async () => (await site!.ask('status')).link.targets?.[0]?.state
  await expect.poll(seen, { timeout: 5_000 }).toBe('up')
  mood = 'gone'
  await expect.poll(seen, { timeout: 5_000 }).toBe('down')
  mood = 'well'
  await expect.poll(seen, { timeout: 5_000 }).toBe('up')
  mood = 'portal'
  await expect.poll(seen, { timeout: 5_000 }).toBe('down')
  // Killed in an outage, a site wakes up in it.
  await site.restart({ targets: [] })
  const { outages } = await site.ask('outages')
  assert.deepEqual(
    outages.map(({ target, cause, until }) => [target, cause, until === null]),
    [
      ['pcare', 'captive-portal', true],
      ['pcare', 'unreachable', false],
    ],
  )
  assert.equal((await site.ask('status')).link.outages?.length, 1)
})

test('an address that is none is refused at the start, by the name of its setting', () => {
  assert.throws(
    () => readSiteSettings({ SENTRA_PCARE_URL: 'pcare' }),
    (error: Error) => error instanceof InvalidSettingError && error.message.includes('SENTRA_PCARE_URL'),
  )
  const { targets } = readSiteSettings({
    SENTRA_PCARE_URL: 'https://pcare.example/',
    SENTRA_PCARE_EXPECT: 'BPJS',
  })
  assert.deepEqual(targets, [
    { target: 'pcare', url: new URL('https://pcare.example/'), expect: { kind: 'text', contains: 'BPJS' } },
  ])
})
