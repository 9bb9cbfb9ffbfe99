import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FeedData } from '@sentra/contract'
import { afterAll, assert, beforeAll, test } from 'vitest'
import { doseWithLocalCard } from '../testing/local-card.ts'
import { eventually, startTestHub, type TestHub } from '../testing/test-hub.ts'
import { testPatients } from '../testing/test-people.ts'
import { TestSite } from '../testing/test-site.ts'
import { verifyFromPublicFiles } from '../testing/verify-offline.ts'
import { signerAt, startKeyKeeper } from './key-keeper.ts'
import { keeperThrough, shareKeeper } from './shared-keeper.ts'

let hub: TestHub
let site: TestSite
const now = () => new Date()
const people = testPatients(61, 9)
let nextPerson = 0

beforeAll(async () => {
  hub = await startTestHub({ SENTRA_KEY_KEEPER: 'own' })
  site = new TestSite({ siteId: 'krw-01', url: hub.url, now })
  assert.equal((await site.enrol(await hub.enrolmentCode())).status, 200)
})
afterAll(() => hub.stop())

/** The processes whose parent is the hub and which run the keeper. */
function keepers(): number[] {
  const hubPid = hub.process.pid
  return execFileSync('ps', ['-o', 'pid=,ppid=,args=', '-A'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes('keeper/main.ts') && Number(line.trim().split(/\s+/)[1]) === hubPid)
    .map((line) => Number(line.trim().split(/\s+/)[0]))
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function report(): Promise<{ local: string; national: string }> {
  const from = site.lines.length + 1
  const { text, dose } = await doseWithLocalCard(
    site,
    people[nextPerson++]!,
    site.certificate.firstIndex + from,
  )
  assert.equal((await site.put(from)).status, 200)
  const national = await eventually(async () => {
    const { body } = await site.feed()
    const found = body.entries.find(
      ({ type, data }) =>
        type === 'national-card.issued' &&
        (data as FeedData<'national-card.issued'>).immunizationId === dose.data.immunizationId,
    )
    return found && (found.data as FeedData<'national-card.issued'>).text
  }, 'the national card')
  return { local: text, national }
}

test('a keeper in another process signs certificates, cards, lists and the bundle', async () => {
  // Requests, public files and the thread that signs national cards share one.
  assert.lengthOf(keepers(), 1)
  const { local, national } = await report()
  assert.equal((await verifyFromPublicFiles(hub.url, local, now())).kind, 'valid-local')
  assert.equal((await verifyFromPublicFiles(hub.url, national, now())).kind, 'valid-national')
})

test('a keeper that is killed is started again, and no card is lost', async () => {
  const before = keepers()
  for (const pid of before) process.kill(pid, 'SIGKILL')
  const { national } = await report()
  assert.equal((await verifyFromPublicFiles(hub.url, national, now())).kind, 'valid-national')
  const after = keepers()
  assert.lengthOf(after, 1)
  for (const pid of after) assert.notInclude(before, pid)
})

test('after a restart it is the same hub, and no keeper is left behind', async () => {
  const before = keepers()
  await hub.restart()
  site.url = hub.url
  assert.notDeepEqual(keepers(), before)
  for (const pid of before) assert.throws(() => process.kill(pid, 0))
  const { national } = await report()
  assert.equal((await verifyFromPublicFiles(hub.url, national, now())).kind, 'valid-national')
})

test('a hub that is killed takes its keeper with it', async () => {
  const before = keepers()
  assert.lengthOf(before, 1)
  await hub.kill()
  await eventually(async () => before.every((pid) => !isAlive(pid)), 'the keeper ends')
  await hub.restart()
  site.url = hub.url
  const { national } = await report()
  assert.equal((await verifyFromPublicFiles(hub.url, national, now())).kind, 'valid-national')
})

test('a second thread asks the same keeper; when the way is closed, what was asked fails and does not wait', async () => {
  let answers = true
  const port = shareKeeper({
    ask: (_, bytes) => (answers ? Promise.resolve(new Uint8Array(bytes).reverse()) : new Promise(() => {})),
  })
  const ask = keeperThrough(port)
  assert.deepEqual(await Promise.all([ask('any', Uint8Array.of(1, 2, 3)), ask('any', Uint8Array.of(4))]), [
    Uint8Array.of(3, 2, 1),
    Uint8Array.of(4),
  ])
  answers = false
  const unanswered = ask('any', Uint8Array.of(1))
  port.close()
  await unanswered.then(
    () => assert.fail('nobody answered'),
    (error: Error) => assert.match(error.message, /closed/),
  )
})

test('a keeper that answers with another key’s signature is not believed', async () => {
  const liar = join(hub.dataDir, 'liar.mjs')
  writeFileSync(
    liar,
    `import { createInterface } from 'node:readline'
import { generateKeyPairSync, sign } from 'node:crypto'
const pair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' })
const { privateKey } = pair()
const jwk = pair().publicKey.export({ format: 'jwk' })
const point = Buffer.concat([Buffer.of(4), Buffer.from(jwk.x, 'base64url'), Buffer.from(jwk.y, 'base64url')]).toString('base64')
console.log(JSON.stringify({ keys: { root: point, 'site-authority': [point], 'document-signer': [point], 'status-signer': [point] }, dates: {} }))
for await (const line of createInterface({ input: process.stdin })) {
  const { id, bytes } = JSON.parse(line)
  const signature = sign('sha256', Buffer.from(bytes, 'base64'), { key: privateKey, dsaEncoding: 'ieee-p1363' })
  console.log(JSON.stringify({ id, signature: signature.toString('base64') }))
}
`,
  )
  const keeper = await startKeyKeeper(`${process.execPath} ${liar}`, hub.dataDir, false)
  const signer = signerAt(keeper.ask, keeper.hello.keys.root!)
  await Promise.resolve(signer.sign(new Uint8Array(3))).then(
    () => assert.fail('it was believed'),
    (error: Error) => assert.match(error.message, /not of this key/),
  )
  await keeper.stop()
})
