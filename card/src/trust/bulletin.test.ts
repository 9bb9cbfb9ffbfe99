import { assert, describe, test } from 'vitest'
import {
  exampleLocalCard,
  exampleWorld,
  firstDay,
  localList,
  openExample,
} from '../conformance/example-world.ts'
import { isRefused } from '../envelope/refused.ts'
import { signBulletin, signTrustBundle } from '../issue/index.ts'
import { verifyCard } from '../verify/verify-card.ts'
import { openBulletin, trustWithBulletin } from './bulletin.ts'
import { openTrustBundle } from './trust-bundle.ts'

const world = exampleWorld()
const { certificateId, blockStart } = world.certificate.contents
const bulletin = {
  counter: 3,
  issuedAt: '2021-08-06T00:00:00.000Z',
  expiresAt: '2021-11-06T00:00:00.000Z',
  deniedDevices: [{ certificateId, deniedAt: '2021-08-06T00:00:00.000Z', goodCards: [] as string[] }],
  extendedLists: [] as { statusList: string; validUntil: string }[],
}
type Example = typeof bulletin & { deniedDevices: { goodPlaces?: object[] }[] }
const signer = world.signers['status-signer']
const now = new Date(firstDay.getTime() + 3 * 86_400_000)

async function heard(change: Partial<Example>) {
  const trust = await openExample(world)
  const news = await openBulletin(signBulletin({ ...bulletin, ...change } as never, signer), trust)
  assert.ok(!isRefused(news))
  return trustWithBulletin(trust, news)
}

describe('a bulletin', () => {
  test('of one stolen laptop fits into 300 bytes, and comes back as it was signed', async () => {
    const places = { statusList: localList, from: blockStart, below: blockStart + 812 }
    const short = { ...bulletin, deniedDevices: [{ ...bulletin.deniedDevices[0]!, goodPlaces: [places] }] }
    const bytes = signBulletin(short, signer)
    assert.isBelow(bytes.length, 300)
    assert.deepEqual(await openBulletin(bytes, await openExample(world)), short as never)
  })

  test('adds no key: it is signed by a status signer, and neither a site nor a stranger can sign one', async () => {
    const trust = await openExample(world)
    for (const name of ['root', 'site-ca', 'document-signer', 'device', 'stranger'] as const) {
      const answer = await openBulletin(signBulletin(bulletin, world.signers[name]), trust)
      assert.deepEqual(answer, { refused: 'unknown-signer' }, name)
    }
  })

  test('never goes back, and is no trust bundle, nor the other way round', async () => {
    const trust = await openExample(world)
    const bytes = signBulletin(bulletin, signer)
    assert.deepEqual(await openBulletin(bytes, trust, { notOlderThanCounter: 4 }), {
      refused: 'older-than-known',
    })
    assert.deepEqual(await openTrustBundle(bytes, signer.publicKey), { refused: 'not-a-trust-bundle' })
    assert.deepEqual(await openBulletin(signTrustBundle(world.bundle, signer), trust), {
      refused: 'not-a-bulletin',
    })
  })

  test('denies a stolen laptop, save for the places it had reported', async () => {
    const card = exampleLocalCard(world)
    const options = { statusLists: new Map(), now }
    assert.equal(
      (await verifyCard(card.text, { trust: await heard({}), ...options })).reason,
      'device-denied',
    )
    const { statusIndex } = card.contents
    const upTo = (below: number) =>
      heard({
        deniedDevices: [
          { ...bulletin.deniedDevices[0]!, goodPlaces: [{ statusList: localList, from: blockStart, below }] },
        ],
      })
    const reported = { trust: await upTo(statusIndex + 1), ...options }
    assert.equal((await verifyCard(card.text, reported)).kind, 'valid-local')
    const never = { trust: await upTo(statusIndex), ...options }
    assert.equal((await verifyCard(card.text, never)).reason, 'device-denied')
  })

  test('lets the cards of a list live longer, when the outage outlasted them', async () => {
    const card = exampleLocalCard(world)
    const late = new Date(Date.parse(card.contents.expiresAt) + 86_400_000)
    const options = { statusLists: new Map(), now: late }
    assert.equal((await verifyCard(card.text, { trust: await heard({}), ...options })).kind, 'not-genuine')
    const quiet = { deniedDevices: [] }
    assert.equal((await verifyCard(card.text, { trust: await heard(quiet), ...options })).kind, 'expired')
    const validUntil = new Date(late.getTime() + 86_400_000).toISOString()
    const extended = { ...quiet, extendedLists: [{ statusList: localList, validUntil }] }
    assert.equal(
      (await verifyCard(card.text, { trust: await heard(extended), ...options })).kind,
      'valid-local',
    )
    const elsewhere = { ...quiet, extendedLists: [{ statusList: 'id-other-2021-08', validUntil }] }
    assert.equal((await verifyCard(card.text, { trust: await heard(elsewhere), ...options })).kind, 'expired')
    const bundle = signTrustBundle(
      { ...world.bundle, extendedLists: extended.extendedLists },
      world.signers.root,
    )
    const trust = await openTrustBundle(bundle, world.signers.root.publicKey)
    assert.ok(!isRefused(trust))
    assert.equal((await verifyCard(card.text, { trust, ...options })).kind, 'valid-local')
  })
})
