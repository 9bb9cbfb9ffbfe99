import { assert, test } from 'vitest'
import { batchesMax, batchesPerSiteMax, bytesMax, openAdmission } from './admission.ts'

test('a site with a long backlog does not hold the door shut for another', () => {
  const admission = openAdmission()
  for (let batch = 0; batch < batchesPerSiteMax; batch += 1)
    assert.property(admission.enter('krw-01', 1000), 'leave')
  assert.deepEqual(admission.enter('krw-01', 1000), { retryAfterSeconds: 1 })
  assert.property(admission.enter('krw-02', 1000), 'leave')
})

test('a full hub says when to come back, and has room again when work is done', () => {
  const admission = openAdmission()
  const inside = Array.from({ length: batchesMax }, (_, site) => admission.enter(`site-${site}`, 10))
  const refused = admission.enter('one-more', 10)
  assert.isAtLeast('retryAfterSeconds' in refused ? refused.retryAfterSeconds : 0, 2)
  const [first] = inside
  if (first && 'leave' in first) {
    first.leave()
    first.leave() // leaving twice frees one place
  }
  assert.property(admission.enter('one-more', 10), 'leave')
  assert.property(admission.enter('and-another', 10), 'retryAfterSeconds')
})

test('few but huge batches are bounded as well', () => {
  const admission = openAdmission()
  assert.property(admission.enter('a', bytesMax - 5), 'leave')
  assert.property(admission.enter('b', 10), 'retryAfterSeconds')
})
