import { assert, describe, test } from 'vitest'
import { exampleWorld, newKeyPems } from '../conformance/example-world.ts'
import { isRefused } from '../envelope/refused.ts'
import {
  type Es256Signer,
  generateKeyPem,
  signerFromPem,
  signRootSuccession,
  signTrustBundle,
} from '../issue/index.ts'
import { followRoots, openRootSuccession, rootOfToday, successionsMax } from './root-succession.ts'
import { openTrustBundle } from './trust-bundle.ts'

const world = exampleWorld(newKeyPems())
const newRoot = () => signerFromPem(generateKeyPem())
const [first, second, third, stranger] = [world.signers.root, newRoot(), newRoot(), newRoot()]
const day = (date: string) => `${date}T00:00:00.000Z`

function succession(from: Es256Signer, to: Es256Signer, lastCounter: number, validFrom = '2021-09-01') {
  return signRootSuccession(
    { newRoot: to.publicKey, issuedAt: day('2021-08-20'), validFrom: day(validFrom), lastCounter },
    from,
  )
}

function bundle(root: Es256Signer, counter: number, issuedAt = '2021-09-02') {
  return signTrustBundle({ ...world.bundle, counter, issuedAt: day(issuedAt) }, root)
}

const toSecond = succession(first, second, 7)
const toThird = succession(second, third, 20, '2021-10-01')

describe('a verifier pinned to one root', () => {
  test('follows the roots, one after the other, in whatever order it hears of them', async () => {
    const line = await followRoots(first.publicKey, [toThird, toSecond])
    assert.deepEqual(rootOfToday(line), third.publicKey)
    assert.deepEqual(line.successions, [toSecond, toThird])
  })

  test('comes in at any of them', async () => {
    const line = await followRoots(second.publicKey, [toSecond, toThird])
    assert.deepEqual(rootOfToday(line), third.publicKey)
    assert.equal(line.successions.length, 1)
  })

  test('takes from each root its own bundles and no others', async () => {
    const line = await followRoots(first.publicKey, [toSecond])
    assert.ok(!isRefused(await openTrustBundle(bundle(first, 7), line)), 'the old root’s last')
    assert.ok(!isRefused(await openTrustBundle(bundle(second, 8), line)), 'the new root’s first')
    const refused = { refused: 'bad-signature' } as never
    assert.deepEqual(await openTrustBundle(bundle(first, 8), line), refused, 'the old root, too late')
    assert.deepEqual(await openTrustBundle(bundle(second, 7), line), refused, 'the new root, too early')
    assert.deepEqual(await openTrustBundle(bundle(second, 8, '2021-08-31'), line), refused, 'before its day')
    assert.deepEqual(await openTrustBundle(bundle(stranger, 8), line), refused)
  })

  test('does not go back: a new root’s bundle below the counter in hand is refused', async () => {
    const line = await followRoots(first.publicKey, [toSecond])
    const answer = await openTrustBundle(bundle(second, 8), line, { notOlderThanCounter: 9 })
    assert.deepEqual(answer, { refused: 'older-than-known' } as never)
  })

  test('without a succession knows no other root', async () => {
    const line = await followRoots(first.publicKey, [])
    assert.deepEqual(await openTrustBundle(bundle(second, 8), line), { refused: 'bad-signature' } as never)
  })
})

describe('a succession', () => {
  test('signed by anything but the root that steps down is refused', async () => {
    for (const signer of [second, stranger, world.signers['status-signer'], world.signers['site-ca']]) {
      const forged = succession(signer, stranger, 7)
      assert.deepEqual(await openRootSuccession(forged, first.publicKey), { refused: 'bad-signature' })
      assert.deepEqual(rootOfToday(await followRoots(first.publicKey, [forged])), first.publicKey)
    }
  })

  test('with one changed byte is refused', async () => {
    for (let index = 0; index < toSecond.length; index += 1) {
      const changed = toSecond.slice()
      changed[index]! ^= 1
      assert.ok(isRefused(await openRootSuccession(changed, first.publicKey)), `byte ${index}`)
    }
  })

  test('is no bundle, and a bundle is no succession', async () => {
    const line = await followRoots(first.publicKey, [])
    assert.deepEqual(await openTrustBundle(toSecond, line), { refused: 'not-a-trust-bundle' } as never)
    assert.deepEqual(await openRootSuccession(bundle(first, 8), first.publicKey), {
      refused: 'not-a-root-succession',
    })
  })

  test('cannot be taken back by a second one of the same root', async () => {
    const other = succession(first, stranger, 7)
    assert.deepEqual(rootOfToday(await followRoots(first.publicKey, [toSecond, other])), second.publicKey)
  })

  test('that would lower the counter leads nowhere', async () => {
    const lower = succession(second, third, 6)
    assert.deepEqual(rootOfToday(await followRoots(first.publicKey, [toSecond, lower])), second.publicKey)
  })

  test('of a root to itself ends', async () => {
    const line = await followRoots(first.publicKey, [succession(first, first, 7)])
    assert.isAtMost(line.successions.length, successionsMax)
  })
})
