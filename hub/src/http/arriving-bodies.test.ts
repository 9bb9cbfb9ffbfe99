import { assert, test } from 'vitest'
import { batchesPerSiteMax, openAdmission } from '../accept/admission.ts'
import { openArrivingBodies } from './arriving-bodies.ts'

const megabyte = 1024 * 1024
const packed = { lane: 'live', packed: true } as const

function hall() {
  let time = 0
  const cut: string[] = []
  const admission = openAdmission()
  const bodies = openArrivingBodies(admission, () => time)
  return {
    cut,
    admission,
    bodies,
    pass: (milliseconds: number) => {
      time += milliseconds
    },
    begin: (site: string, bytes = 4 * megabyte) =>
      bodies.enter(site, bytes, packed, () => {
        cut.push(site)
      }),
  }
}

const arrivalOf = (answer: ReturnType<ReturnType<typeof hall>['begin']>) => {
  if ('retryAfterSeconds' in answer) throw new Error('there was no place')
  return answer
}

test('bodies that do not come lend their room to one that does, and only when it is wanted', () => {
  const { begin, pass, bodies } = hall()
  begin('slow-1')
  begin('slow-2')
  assert.property(begin('krw-01'), 'retryAfterSeconds', 'two bodies of four megabytes fill the hub')
  pass(300)
  assert.deepEqual(bodies.count(), { coming: 2, slow: 0 })
  assert.notProperty(begin('krw-01'), 'retryAfterSeconds')
  assert.deepEqual(bodies.count(), { coming: 3, slow: 1 })
})

test('a slow body that has come at last is looked at when there is room, and refused when there is none', () => {
  const { begin, pass, admission } = hall()
  const slow2 = arrivalOf(begin('slow-2'))
  const slow = arrivalOf(begin('slow-1'))
  pass(300)
  const fast = arrivalOf(begin('krw-01'))
  assert.isUndefined(fast.arrived())
  // slow-2 had been at it the longest and lent its room to krw-01, which is being written down.
  assert.isUndefined(slow.arrived())
  assert.property(slow2.arrived(), 'retryAfterSeconds')
  slow2.leave()
  slow.leave()
  fast.leave()
  assert.equal(admission.inFlight().batches, 0)
})

test('whoever uses the name of a site and sends nothing does not lock that site out', () => {
  const { begin, pass } = hall()
  for (let index = 0; index < batchesPerSiteMax; index += 1) begin('krw-01', 1_000)
  assert.property(begin('krw-01', 1_000), 'retryAfterSeconds')
  pass(300)
  assert.notProperty(begin('krw-01', 1_000), 'retryAfterSeconds')
})

test('a body that has come holds its place until its answer', () => {
  const { begin, pass, admission } = hall()
  const done = arrivalOf(begin('krw-01'))
  const other = arrivalOf(begin('krw-02'))
  assert.isUndefined(done.arrived())
  assert.isUndefined(other.arrived())
  pass(10_000)
  assert.property(begin('krw-03'), 'retryAfterSeconds')
  done.leave()
  done.leave()
  assert.equal(admission.inFlight().batches, 1)
})

test('slow ones are few: of too many the oldest are cut off, and nothing of them is left', () => {
  const { begin, pass, cut, bodies, admission } = hall()
  const all = Array.from({ length: 200 }, (_, index) => {
    pass(300)
    return begin(`slow-${index}`)
  })
  assert.equal(cut[0], 'slow-0')
  assert.isAtLeast(cut.length, 180)
  assert.isAtMost(bodies.count().coming, 12)
  for (const each of all) arrivalOf(each).leave()
  assert.deepEqual(bodies.count(), { coming: 0, slow: 0 })
  assert.deepInclude(admission.inFlight(), { batches: 0, bytes: 0 })
})
