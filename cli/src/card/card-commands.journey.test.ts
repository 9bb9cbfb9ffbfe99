import { spawn } from 'node:child_process'
import { readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { text as readAll } from 'node:stream/consumers'
import type { FeedData } from '@sentra/contract'
import { makeTempDir } from '@sentra/testkit'
import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose'
import { afterAll, assert, beforeAll, test } from 'vitest'
import { doseWithLocalCard } from '../../../hub/src/testing/local-card.ts'
import { eventually, startTestHub, type TestHub } from '../../../hub/src/testing/test-hub.ts'
import { testPatients } from '../../../hub/src/testing/test-people.ts'
import { TestSite } from '../../../hub/src/testing/test-site.ts'

let hub: TestHub
const directory = makeTempDir('wallet')
const shc = join(directory, 'card.smart-health-card')

beforeAll(async () => {
  hub = await startTestHub({ SENTRA_HUB_PUBLIC_ADDRESS: 'https://hub.example' })
})
afterAll(async () => {
  await hub?.stop()
  rmSync(directory, { recursive: true, force: true })
})

test('a national card in the hand becomes a file for a wallet, which the hub’s published keys verify', async () => {
  const national = await handedOverCard()
  const { code, said } = await exportCard([national, '--hub', hub.url])
  assert.equal(code, 0, said)
  assert.match(said, /^shc:\/\d+$/m)
  assert.equal(statSync(shc).mode & 0o777, 0o600)
  const { verifiableCredential } = JSON.parse(readFileSync(shc, 'utf8')) as { verifiableCredential: [string] }
  const keys = (await (await fetch(`${hub.url}/.well-known/jwks.json`)).json()) as JSONWebKeySet
  await compactVerify(verifiableCredential[0], createLocalJWKSet(keys))

  // Its twin: a local card is none, and says what to do instead.
  const changed = await exportCard([`HC1:${'A'.repeat(300)}`, '--hub', hub.url])
  assert.equal(changed.code, 2)
  assert.match(changed.said, /\/exchange/)
})

test('no card goes over the network in the clear', async () => {
  for (const address of ['http://hub.example', 'http://localhost.example', 'http://127.0.0.1.example']) {
    const { code, said } = await exportCard([`HC1:${'A'.repeat(300)}`, '--hub', address])
    assert.equal(code, 2, address)
    assert.match(said, /no card is sent in the clear/)
  }
})

async function handedOverCard(): Promise<string> {
  const site = new TestSite({ siteId: 'krw-01', url: hub.url, now: () => new Date() })
  assert.equal((await site.enrol(await hub.enrolmentCode())).status, 200)
  const { text, issued } = await doseWithLocalCard(site, testPatients(72, 1)[0]!)
  assert.equal((await site.put(1)).status, 200)
  await eventually(async () => {
    const { entries } = (await site.feed()).body
    return entries.some(
      ({ data }) => (data as FeedData<'national-card.issued'>).immunizationId === issued.immunizationId,
    )
  }, 'the national card is made')
  return eventually(async () => {
    const response = await fetch(`${hub.url}/v1/exchanges`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ exchangeId: issued.cardId, localCardText: text }),
    })
    return response.ok && ((await response.json()) as { nationalCardText: string }).nationalCardText
  }, 'the local card is exchanged')
}

async function exportCard(rest: string[]): Promise<{ code: number; said: string }> {
  const main = join(import.meta.dirname, '../main.ts')
  const child = spawn(process.execPath, [main, 'card', 'export', '--shc', shc, ...rest])
  const [out, err, code] = await Promise.all([
    readAll(child.stdout),
    readAll(child.stderr),
    new Promise<number>((resolve) => child.on('close', (status) => resolve(status ?? -1))),
  ])
  return { code, said: out + err }
}
