import { assert, describe, test } from 'vitest'
import { exampleWorld, openExample } from '../conformance/example-world.ts'
import { decodeSign1 } from '../envelope/cose-sign1.ts'
import { isRefused } from '../envelope/refused.ts'
import { signTrustBundle } from '../issue/index.ts'
import { openDeviceCertificate } from './device-certificate.ts'
import { openTrustBundle } from './trust-bundle.ts'

const world = exampleWorld()
const bytes = signTrustBundle(world.bundle, world.signers.root)
const root = world.signers.root.publicKey

describe('a trust bundle', () => {
  test('comes back as it was signed', async () => {
    const denied = {
      certificateId: 'AAAAAAAAAAA',
      deniedAt: '2021-08-06T00:00:00.000Z',
      goodCards: ['AQIDBAUGBwg'],
    }
    const bundle = { ...world.bundle, deniedDevices: [denied] }
    assert.deepEqual(
      await openTrustBundle(signTrustBundle(bundle, world.signers.root), root),
      bundle as never,
    )
  })

  test('older than the one already known is refused: trust never goes back', async () => {
    assert.deepEqual(await openTrustBundle(bytes, root, { notOlderThanCounter: 8 }), {
      refused: 'older-than-known',
    })
    assert.ok(!isRefused(await openTrustBundle(bytes, root, { notOlderThanCounter: 7 })))
  })

  test('of another root is refused', async () => {
    const stranger = world.signers.stranger.publicKey
    assert.deepEqual(await openTrustBundle(bytes, stranger), { refused: 'bad-signature' })
  })

  test('with one changed byte is refused', async () => {
    for (let position = 0; position < bytes.length; position += 1) {
      const changed = bytes.slice()
      changed[position]! ^= 1
      assert.ok(isRefused(await openTrustBundle(changed, root)), `byte ${position}`)
    }
  })

  test('cannot be a device certificate, nor the other way round', async () => {
    assert.deepEqual(await openTrustBundle(world.certificate.bytes, world.signers['site-ca'].publicKey), {
      refused: 'not-a-trust-bundle',
    })
    const sign1 = decodeSign1(bytes)
    assert.ok(!isRefused(sign1))
    assert.deepEqual(await openDeviceCertificate(sign1, await openExample(world)), {
      refused: 'bad-certificate',
    })
  })
})

describe('a device certificate', () => {
  test('opens by the bundle and tells whose laptop it is', async () => {
    const sign1 = decodeSign1(world.certificate.bytes)
    assert.ok(!isRefused(sign1))
    const device = await openDeviceCertificate(sign1, await openExample(world))
    assert.ok(!isRefused(device))
    assert.deepEqual(device.certificate, world.certificate.contents)
  })

  test('begun outside its authority’s time is refused', async () => {
    const sign1 = decodeSign1(world.certificate.bytes)
    assert.ok(!isRefused(sign1))
    const ended = world.bundle.siteCas.map((entry) => ({ ...entry, validUntil: '2021-08-01T00:00:00.000Z' }))
    const answer = await openDeviceCertificate(sign1, await openExample(world, { siteCas: ended }))
    assert.deepEqual(answer, { refused: 'bad-certificate' })
  })
})
