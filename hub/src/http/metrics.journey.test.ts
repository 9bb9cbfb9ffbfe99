import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, assert, beforeAll, test } from 'vitest'
import { type Metric, readPrometheus } from '../testing/read-prometheus.ts'
import { eventually, startTestHub, type TestHub } from '../testing/test-hub.ts'
import { testPatients } from '../testing/test-people.ts'
import { TestSite } from '../testing/test-site.ts'

let hub: TestHub
let site: TestSite
let token: string
const people = testPatients(7, 12)

beforeAll(async () => {
  hub = await startTestHub()
  token = readFileSync(join(hub.dataDir, 'metrics-token'), 'utf8').trim()
  site = new TestSite({ siteId: 'krw-77', url: hub.url, now: () => new Date() })
  await site.enrol(await hub.enrolmentCode('Stadion Singaperbangsa'))
})
afterAll(() => hub.stop())

const ask = (authorization?: string) =>
  fetch(`${hub.url}/metrics`, authorization === undefined ? {} : { headers: { authorization } })
const read = async () => {
  const answer = await ask(`Bearer ${token}`)
  assert.equal(answer.status, 200)
  assert.match(answer.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/)
  const text = await answer.text()
  return { text, metrics: readPrometheus(text) }
}
const figure = (metrics: Map<string, Metric>, name: string, labels: Record<string, string> = {}) =>
  metrics
    .get(name)
    ?.samples.filter((each) => Object.entries(labels).every(([key, value]) => each.labels[key] === value))
    .reduce((sum, { value }) => sum + value, 0) ?? 0

test('without the token, with another one, or with a part of it, nobody reads the figures', async () => {
  const changed = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`
  const wrong = [
    undefined,
    '',
    token,
    'Bearer ',
    `Bearer ${token.slice(0, -1)}`,
    `Bearer ${token}x`,
    `Bearer ${changed}`,
    `bearer ${token}`,
    `Bearer ${await hub.signIn()}`,
  ]
  for (const authorization of wrong) {
    const answer = await ask(authorization)
    assert.equal(answer.status, 401, String(authorization?.length))
    const body = await answer.text()
    assert.equal((JSON.parse(body) as { error: string }).error, 'metrics-token-needed')
    assert.notInclude(body, 'sentra_hub')
    assert.notInclude(body, token)
  }
  assert.equal((await ask(`Bearer ${token}`)).status, 200)
})

test('the token is long, for its owner alone, and in no log', async () => {
  const file = join(hub.dataDir, 'metrics-token')
  assert.equal(statSync(file).mode & 0o777, 0o600)
  assert.isAtLeast(Buffer.from(token, 'base64url').length, 24)
  assert.notInclude(hub.process.output(), token)
})

test('figures move with what happens', async () => {
  const before = (await read()).metrics
  for (const person of people) site.dose(person)
  assert.equal((await site.put()).status, 200)
  const stranger = new TestSite({ siteId: 'nobody-9', url: hub.url, now: () => new Date() })
  stranger.append('staff.retired', { staffId: 'V-01' })
  assert.equal((await stranger.put()).status, 401)
  const { metrics } = await read()
  const moved = (name: string, labels?: Record<string, string>) =>
    figure(metrics, name, labels) - figure(before, name, labels)
  assert.equal(moved('sentra_hub_events_accepted_total'), people.length)
  assert.equal(moved('sentra_hub_batches_accepted_total'), 1)
  assert.equal(moved('sentra_hub_refusals_total', { reason: 'unknown-site' }), 1)
  const commits = metrics.get('sentra_hub_commit_seconds')!.samples
  assert.isAtLeast(commits.find(({ name }) => name.endsWith('_count'))!.value, 1)
  assert.equal(figure(metrics, 'sentra_hub_database_up'), 1)
  await eventually(
    async () => figure((await read()).metrics, 'sentra_hub_projection_lag_events') === 0,
    'the views have seen all of it',
  )
})

test('no figure names a person, a site, a key or a code', async () => {
  const { text } = await read()
  const secrets = readdirSync(join(hub.dataDir, 'keys'))
    .map((name) => join(hub.dataDir, 'keys', name))
    .filter((file) => statSync(file).isFile())
    .map((file) => readFileSync(file, 'utf8').trim())
  const never = [
    ...people.flatMap(({ fullName, identifiers }) => [fullName, ...identifiers.map(({ value }) => value)]),
    ...secrets,
    token,
    hub.password,
    'krw-77',
    'nobody-9',
    'Singaperbangsa',
  ]
  for (const each of never) assert.notInclude(text, each)
})

test('what is to be watched is described, and what is described is there', async () => {
  const { metrics } = await read()
  const page = readFileSync(new URL('../../../docs/runbooks/watching-the-hub.md', import.meta.url), 'utf8')
  for (const name of metrics.keys())
    if (name.startsWith('sentra_hub_'))
      assert.include(page, name, `docs/runbooks/watching-the-hub.md says nothing of ${name}`)
  for (const [name] of page.matchAll(/sentra_hub_[a-z_]+/g))
    assert.isTrue(
      [...metrics.keys()].some((known) => known === name || known === name.replace(/_bucket$/, '')),
      `${name} is described and does not exist`,
    )
})
