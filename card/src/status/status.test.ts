import fc from 'fast-check'
import { assert, describe, test } from 'vitest'
import { exampleListBytes, exampleWorld, localList, openExample } from '../conformance/example-world.ts'
import { isRefused } from '../envelope/refused.ts'
import { compressStatuses, emptyStatusArray, expandStatuses, statusAt, withStatuses } from './status-bits.ts'
import { openStatusList } from './status-list.ts'

const world = exampleWorld()

describe('a status list', () => {
  test('gives back every status that was put in, and zero elsewhere', () => {
    const changes = fc.uniqueArray(fc.tuple(fc.nat(4095), fc.integer({ min: 1, max: 3 })), {
      selector: ([index]) => index,
    })
    fc.assert(
      fc.property(changes, (set) => {
        const array = withStatuses(emptyStatusArray(2, 4096), set)
        const back = expandStatuses(2, compressStatuses(array))
        assert.ok(!isRefused(back))
        const wanted = new Map(set)
        for (let index = 0; index < 4096; index += 1)
          assert.equal(statusAt(back, index), wanted.get(index) ?? 0)
      }),
      { numRuns: 30 },
    )
  })

  test('knows nothing of an index outside it', () => {
    const array = emptyStatusArray(2, 4096)
    for (const index of [4096, -1, 0.5, Number.NaN]) assert.equal(statusAt(array, index), undefined)
    assert.throws(() => withStatuses(array, [[4096, 1]]), RangeError)
    assert.throws(() => withStatuses(array, [[0, 4]]), RangeError)
  })

  test('opens with its dates', async () => {
    const list = await openStatusList(exampleListBytes(world, [[2049, 3]]), await openExample(world))
    assert.ok(!isRefused(list))
    assert.equal(list.uri, localList)
    assert.equal(list.expiresAt, '2021-08-12T01:00:00.000Z')
    assert.equal(list.timeToLiveSeconds, 43_200)
    assert.equal(statusAt(list, 2049), 3)
  })

  test('signed by anyone but a status signer is refused', async () => {
    const signers = { ...world.signers, 'status-signer': world.signers['site-ca'] }
    const bytes = exampleListBytes({ ...world, signers }, [])
    assert.deepEqual(await openStatusList(bytes, await openExample(world)), { refused: 'unknown-signer' })
    assert.deepEqual(await openStatusList(world.certificate.bytes, await openExample(world)), {
      refused: 'not-a-status-list',
    })
  })
})
