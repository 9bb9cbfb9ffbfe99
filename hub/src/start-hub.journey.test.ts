import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { ConsoleSummary, DoseLine, HubCase } from '@sentra/contract'
import { isFolderHeld } from '@sentra/journal'
import { setFileClock, startProcess, withTempDir } from '@sentra/testkit'
import { afterAll, assert, beforeAll, describe, test } from 'vitest'
import { eventually, startTestHub, type TestHub } from './testing/test-hub.ts'
import { testPatients } from './testing/test-people.ts'
import { TestSite } from './testing/test-site.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await startTestHub({ SENTRA_FIRST_SITE_NAME: 'Stadion Singaperbangsa' })
})
afterAll(() => hub.stop())

const getJson = async <Body>(path: string, token?: string) => {
  const headers = token ? { authorization: `Bearer ${token}` } : {}
  const response = await fetch(hub.url + path, { headers })
  return { status: response.status, headers: response.headers, body: (await response.json()) as Body }
}

describe('the first start', () => {
  test('leaves a code for the first site, readable by its owner alone, which enrols one site', async () => {
    const file = join(hub.dataDir, 'first-site-enrolment-code')
    assert.equal(statSync(file).mode & 0o777, 0o600)
    const site = new TestSite({ siteId: 'krw-01', url: hub.url, now: () => new Date() })
    assert.equal((await site.enrol(readFileSync(file, 'utf8').trim())).status, 200)
  })

  test('makes keys and files that only the owner can read, and says the password once', async () => {
    for (const name of ['root.pem', 'site-authority.pem', 'document-signer.pem', 'witness.pem', 'secret']) {
      assert.equal(statSync(join(hub.dataDir, 'keys', name)).mode & 0o777, 0o600, name)
    }
    await hub.restart()
    assert.notInclude(hub.process.output(), 'SENTRA-CREDENTIALS')
    assert.isString(await hub.signIn())
  })

  test('answers for its health, and describes itself', async () => {
    assert.equal((await getJson('/healthz')).status, 200)
    assert.deepEqual((await getJson('/readyz')).body, { ready: true })
    const { body } = await getJson<{ openapi: string; paths: object }>('/docs/json')
    assert.equal(body.openapi, '3.1.0')
    assert.property(body.paths, '/v1/journals/{site}/events')
    assert.equal((await getJson<{ error: string }>('/nowhere')).body.error, 'not-found')
  })

  test('gives trust files to anybody, with an ETag, and 304 while they stand', async () => {
    const first = await fetch(`${hub.url}/trust/bundle.cwt`)
    const etag = first.headers.get('etag')!
    assert.equal(first.headers.get('access-control-allow-origin'), '*')
    const again = await fetch(`${hub.url}/trust/bundle.cwt`, { headers: { 'if-none-match': etag } })
    assert.equal(again.status, 304)
    assert.equal((await fetch(`${hub.url}/status/index.json`)).status, 200)
    assert.property((await getJson<object>('/trust/witness.json')).body, 'witnessKey')
    assert.equal((await fetch(`${hub.url}/trust/..%2f..%2fkeys/secret`)).status, 404)
  })
})

describe('the console', () => {
  test('shows nothing without a sign-in, and a wrong password by name', async () => {
    for (const path of ['/v1/console/summary', '/v1/console/doses', '/v1/console/cases']) {
      assert.equal((await getJson<{ error: string }>(path)).body.error, 'not-signed-in')
    }
    const wrong = await fetch(`${hub.url}/v1/console/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'administrator', password: 'guessing-away' }),
    })
    assert.equal(wrong.status, 401)
    assert.equal(((await wrong.json()) as { error: string }).error, 'wrong-password')
  })

  test('counts doses, stock, outages and cases, and exports doses without a word about a person', async () => {
    const token = await hub.signIn()
    const site = new TestSite({ siteId: 'pwk-01', url: hub.url, now: () => new Date() })
    await site.enrol(await hub.enrolmentCode())
    const people = testPatients(5, 4)
    site.append('stock.received', {
      deliveryId: crypto.randomUUID(),
      productId: 'covid19-biofarma',
      lotNumber: 'EX7731',
      expirationDate: '2031-12-31',
      vials: 20,
      dosesPerVial: 10,
    })
    const outageId = crypto.randomUUID()
    const hourAgo = new Date(Date.now() - 3_600_000).toISOString()
    site.append('outage.began', { outageId, target: 'hub', since: hourAgo, cause: 'timeout' })
    for (const person of people.slice(0, 3)) site.dose(person)
    site.append('outage.ended', { outageId, target: 'hub', until: new Date(Date.now() + 1000).toISOString() })
    site.dose(people[0]!)
    const tally = {
      site: 'pwk-01',
      at: new Date().toISOString(),
      localDate: '2026-01-01',
      dosesGivenToday: 4,
      dosesGivenTotal: 4,
      dosesWasted: 0,
      dosesOnHand: 196,
      backlog: 7,
      headSize: 7,
    }
    const body = Buffer.from(JSON.stringify(tally))
    assert.equal((await site.call('PUT', '/tally', body, { 'content-type': 'application/json' })).status, 204)
    const before = (await getJson<ConsoleSummary>('/v1/console/summary', token)).body
    assert.equal(before.sites.find(({ siteId }) => siteId === 'pwk-01')!.backlog, 7)

    assert.equal((await site.put()).status, 200)
    const summary = await eventually(async () => {
      const seen = (await getJson<ConsoleSummary>('/v1/console/summary', token)).body
      return seen.sites.find(({ siteId }) => siteId === 'pwk-01')!.projectedSize === 7 && seen
    }, 'the console catches up')
    const row = summary.sites.find(({ siteId }) => siteId === 'pwk-01')!
    assert.deepInclude(row, {
      state: 'up',
      backlog: 0,
      dosesTotal: 4,
      dosesOnHand: 196,
      nationalCardsReady: 3,
    })
    assert.deepInclude(summary.outages[0], { outageId, cause: 'timeout', dosesGiven: 4, localCards: 0 })
    const { cases } = (await getJson<{ cases: HubCase[] }>('/v1/console/cases', token)).body
    assert.deepEqual(
      cases.filter(({ siteId }) => siteId === 'pwk-01').map(({ kind }) => kind),
      ['second-dose'],
    )
    const exported = await fetch(`${hub.url}/v1/console/doses`, {
      headers: { authorization: `Bearer ${token}` },
    })
    const text = await exported.text()
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as DoseLine)
    assert.equal(lines.length, 4)
    for (const { fullName, identifiers } of people) {
      assert.notInclude(text, fullName)
      assert.notInclude(text, identifiers[0]!.value)
      assert.notInclude(hub.process.output(), fullName)
    }
  })
})

describe('a hub that must not start', () => {
  const mainScript = join(import.meta.dirname, 'main.ts')
  const refuses = async (env: Record<string, string>): Promise<string> => {
    const started = await startProcess({ script: mainScript, env, ready: null })
    assert.deepEqual(await started.exited, { code: 1, signal: null })
    return started.output()
  }

  test('a rehearsal never opens real records, nor the other way round', async () => {
    await withTempDir(async (directory) => {
      const clock = join(directory, 'clock')
      setFileClock(clock, '2021-08-05T01:00:00.000Z')
      const env = { SENTRA_DATA: directory, SENTRA_HUB_PORT: '0', SENTRA_HUB_HOST: '127.0.0.1' }
      const rehearsal = await startProcess({
        script: mainScript,
        env: { ...env, SENTRA_SIMULATED_CLOCK: clock },
      })
      await rehearsal.stop()
      assert.match(await refuses(env), /holds a rehearsal/)
    })
    const clock = join(hub.dataDir, 'clock')
    writeFileSync(clock, '2021-08-05T01:00:00.000Z')
    await hub.process.stop()
    const env = { SENTRA_DATA: join(hub.dataDir, '..'), SENTRA_HUB_PORT: '0', SENTRA_SIMULATED_CLOCK: clock }
    assert.match(await refuses(env), /holds real records/)
    await hub.restart()
  })

  test('a taken port is said plainly', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => taken.once('listening', resolve))
    const { port } = taken.address() as { port: number }
    await withTempDir(async (directory) => {
      const env = { SENTRA_DATA: directory, SENTRA_HUB_PORT: String(port), SENTRA_HUB_HOST: '127.0.0.1' }
      assert.match(await refuses(env), new RegExp(`Port ${port} is taken.*SENTRA_HUB_PORT`))
      assert.isFalse(isFolderHeld(join(directory, 'hub/postgres')), 'PostgreSQL was stopped again')
    })
    taken.close()
  })

  test('keys that belong to another database are noticed', async () => {
    await hub.process.stop()
    const file = join(hub.dataDir, 'keys/witness.pem')
    const key = readFileSync(file)
    const { generateKeyPairSync } = await import('node:crypto')
    writeFileSync(file, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }))
    const env = { SENTRA_DATA: join(hub.dataDir, '..'), SENTRA_HUB_PORT: '0' }
    assert.match(await refuses(env), /belong to another database/)
    writeFileSync(file, key)
    await hub.restart()
  })
})
