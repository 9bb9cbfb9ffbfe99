import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { assert, beforeAll, describe, test } from 'vitest'
import { fromBase64Url } from '../envelope/bytes.ts'
import { isRefused, assert as must } from '../envelope/refused.ts'
import { type OpenedTrust, openStatusList, openTrustBundle, type StatusList, verifyCard } from '../index.ts'
import type { FixtureCase } from './fixture-cases.ts'

/** Every file under `fixtures/cards/` gets the verdict it names. Another team's verifier can run the same files. */
const folder = fileURLToPath(new URL('../../../fixtures/cards/', import.meta.url))
const frozen = JSON.parse(readFileSync(`${folder}trust.json`, 'utf8'))
const root = fromBase64Url(frozen.rootPublicKey)
const bundles = new Map<string, OpenedTrust>()
const lists = new Map<string, StatusList>()

beforeAll(async () => {
  for (const name of ['trust', 'trust-device-denied']) {
    const trust = await openTrustBundle(fromBase64Url(frozen.bundles[name]), root)
    must(!isRefused(trust), 'a frozen bundle opens')
    bundles.set(name, trust)
  }
  for (const [uri, text] of Object.entries<string>(frozen.statusLists)) {
    const list = await openStatusList(fromBase64Url(text), bundles.get('trust')!)
    must(!isRefused(list), 'a frozen list opens')
    lists.set(uri, list)
  }
})

for (const kind of ['valid', 'invalid']) {
  describe(`fixtures/cards/${kind}`, () => {
    for (const file of readdirSync(`${folder}${kind}`).sort()) {
      const example = JSON.parse(readFileSync(`${folder}${kind}/${file}`, 'utf8')) as FixtureCase
      test(`${example.name}: ${example.expected.kind}, ${example.expected.reason}`, async () => {
        const verdict = await verifyCard(example.text, {
          trust: bundles.get(example.trust ?? 'trust')!,
          statusLists: example.lists === false ? new Map() : lists,
          now: new Date(example.at),
        })
        const { kind: found, reason, statusKnown } = verdict
        assert.deepEqual({ kind: found, reason, statusKnown }, example.expected)
      })
    }
  })
}

describe('the frozen trust bundles', () => {
  test('an older one is refused by a verifier that has seen a newer one', async () => {
    const older = fromBase64Url(frozen.bundles.older)
    const notOlderThanCounter = bundles.get('trust')!.counter
    assert.deepEqual(await openTrustBundle(older, root, { notOlderThanCounter }), {
      refused: 'older-than-known',
    })
    assert.ok(!isRefused(await openTrustBundle(older, root)))
  })

  test('one signed by a stranger is refused', async () => {
    const bytes = fromBase64Url(frozen.bundles['by-a-stranger'])
    assert.deepEqual(await openTrustBundle(bytes, root), { refused: 'bad-signature' })
  })
})
