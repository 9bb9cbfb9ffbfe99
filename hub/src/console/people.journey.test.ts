import { join } from 'node:path'
import { afterAll, assert, beforeAll, test } from 'vitest'
import { connectionOfRunning } from '../postgres/index.ts'
import { openDatabase } from '../store/database.ts'
import { startTestHub, type TestHub } from '../testing/test-hub.ts'
import { renewPassword } from './renew-password.ts'

let hub: TestHub
let administrator: string
beforeAll(async () => {
  hub = await startTestHub()
  administrator = await hub.signIn()
})
afterAll(() => hub?.stop())

type Person = { name: string; madeBy: string | null; retiredAt: string | null; retiredBy: string | null }

test('who has left cannot sign in again, and every page of theirs ends at once', async () => {
  const password = await add('Sari', 'auditor')
  const session = (await signIn('Sari', password)).body.token
  assert.equal((await call('GET', '/v1/console/summary', undefined, session)).status, 200)
  assert.equal((await retire('Sari', session)).status, 403)
  assert.equal((await retire('Sari')).status, 204)

  assert.equal((await call('GET', '/v1/console/summary', undefined, session)).status, 401)
  assert.equal((await signIn('Sari', password)).status, 401)
  const database = openDatabase(connectionOfRunning(join(hub.dataDir, 'postgres'))!)
  assert.isUndefined(await renewPassword(database, 'Sari', new Date()).finally(database.close))
  const sari = (await people()).find(({ name }) => name === 'Sari')!
  assert.deepInclude(sari, { madeBy: 'administrator', retiredBy: 'administrator' })
  assert.isNotNull(sari.retiredAt)
  // The name is on decisions: nobody else gets it.
  assert.equal((await call('POST', '/v1/console/users', { name: 'Sari', role: 'auditor' })).status, 409)
})

test('the last administrator stays, also when two show each other out at the same moment', async () => {
  assert.equal((await retire('administrator')).body.error, 'last-administrator')
  const other = (await signIn('Wati', await add('Wati', 'administrator'))).body.token
  const answers = await Promise.all([retire('Wati'), retire('administrator', other)])
  assert.deepEqual(answers.map(({ status }) => status === 204).sort(), [false, true])
  const [active] = await hub.query<{ count: string }>(
    `SELECT count(*)::text AS count FROM console_users WHERE role = 'administrator' AND retired_at IS NULL`,
  )
  assert.equal(active!.count, '1')
})

const people = async () => (await call<{ people: Person[] }>('GET', '/v1/console/users')).body.people
const retire = (name: string, token = administrator) =>
  call<{ error?: string }>('POST', '/v1/console/users/retire', { name }, token)
const signIn = (name: string, password: string) =>
  call<{ token: string }>('POST', '/v1/console/sign-in', { name, password }, '')

async function add(name: string, role: string): Promise<string> {
  const made = await call<{ password: string }>('POST', '/v1/console/users', { name, role })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  return made.body.password
}

async function call<Body>(method: string, path: string, body?: object, token = administrator) {
  const response = await fetch(hub.url + path, {
    method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  return { status: response.status, body: (await response.json().catch(() => ({}))) as Body }
}
