import { assert, test } from 'vitest'
import { openBundlePlace, patienceMilliseconds } from './bundle-place.ts'

test('one bundle at a time: who comes meanwhile is sent away, and comes in when the first one is done', () => {
  const place = openBundlePlace(() => 0)
  const first = place.enter(() => assert.fail('nobody is cut off'))
  assert.isUndefined(place.enter(() => {}))
  first!.arrived()
  assert.isUndefined(place.enter(() => {}))
  first!.leave()
  first!.leave()
  assert.isDefined(place.enter(() => {}))
})

test('who sends a byte at a time gives way after a minute, and only to somebody who comes', () => {
  let now = 0
  let cut = 0
  const place = openBundlePlace(() => now)
  const slow = place.enter(() => {
    cut += 1
  })
  now = patienceMilliseconds - 1
  assert.isUndefined(place.enter(() => {}))
  now = 10 * patienceMilliseconds
  assert.equal(cut, 0)
  const next = place.enter(() => assert.fail('it has only begun'))
  assert.isDefined(next)
  assert.equal(cut, 1)
  // The end of the first one's connection takes nothing from the second.
  slow!.ended()
  assert.isUndefined(place.enter(() => {}))
})

test('a bundle that is all here keeps its place however long its days take to be read', () => {
  let now = 0
  const place = openBundlePlace(() => now)
  const read = place.enter(() => assert.fail('it is being read'))!
  read.arrived()
  now = 10 * patienceMilliseconds
  assert.isUndefined(place.enter(() => {}))
  // Its memory is in use also when its sender has hung up.
  read.ended()
  assert.isUndefined(place.enter(() => {}))
  read.leave()
  assert.isDefined(place.enter(() => {}))
})
