import { join } from 'node:path'
import type { CardView } from '@sentra/contract'
import { freePort, makeTempDir, setFileClock } from '@sentra/testkit'
import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose'
import { afterAll, assert, beforeAll, test } from 'vitest'
import { jwsOfNumeric } from '../../../card/src/smart-health-card/index.ts'
import { eventually, startTestHub, type TestHub } from '../../../hub/src/testing/test-hub.ts'
import { morning, openDay, openVial, vaccinate } from '../../../site/src/testing/clinic-day.ts'
import { SiteUnderTest } from '../../../site/src/testing/site-under-test.ts'

let hub: TestHub
let site: SiteUnderTest

beforeAll(async () => {
  const clock = join(makeTempDir('clock'), 'now')
  setFileClock(clock, new Date(morning))
  hub = await startTestHub({
    SENTRA_SIMULATED_CLOCK: clock,
    SENTRA_HUB_PORT: String(await freePort()),
    SENTRA_HUB_PUBLIC_ADDRESS: 'https://hub.example',
  })
  site = await SiteUnderTest.start(morning, {
    siteId: 'krw-01',
    hubUrl: hub.url,
    enrolmentCode: await hub.enrolmentCode(),
  })
  await eventually(async () => site.running.site.link.enrolled(), 'the site is enrolled')
  await openDay(site)
})
afterAll(async () => {
  await site?.end()
  await hub?.stop()
})

test('the card desk shows a national card for the wallet once it was handed over, and says so when the hub is away', async () => {
  const { immunizationId, visitId } = await vaccinate(site, 1, await openVial(site))
  const national = async () => {
    const { body } = await site.send('GET', `/v1/visits/${visitId}`, undefined, 'K-01')
    return (body as { cards: CardView[] }).cards.find(({ kind }) => kind === 'national')
  }
  const waiting = await eventually(national, 'the national card')
  const wallet = (staff = 'K-01') => site.send('POST', `/v1/cards/${waiting.cardId}/wallet`, {}, staff)
  const errorOf = ({ body }: { body: unknown }) => (body as { error?: string }).error
  assert.equal(errorOf(await wallet()), 'national-card-not-handed-over')
  await site.command('K-01', 'national-card.hand-over', { immunizationId })
  assert.equal(errorOf(await wallet('V-01')), 'role-not-allowed')

  const made = await eventually(async () => {
    const answer = await wallet()
    return answer.status === 200 && (answer.body as { text: string; qrSvg: string })
  }, 'the hub has heard of the hand-over')
  assert.match(made.qrSvg, /^<svg /)
  const keys = (await (await fetch(`${hub.url}/.well-known/jwks.json`)).json()) as JSONWebKeySet
  await compactVerify(jwsOfNumeric(made.text) as string, createLocalJWKSet(keys))

  await hub.kill()
  const away = await wallet()
  assert.deepEqual([away.status, errorOf(away)], [409, 'hub-unavailable'])
})
