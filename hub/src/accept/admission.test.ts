import { assert, test } from 'vitest'
import { batchesMax, batchesPerSiteMax, bytesMax, eventsMax, openAdmission } from './admission.ts'

const batchOf = (events: number) => events * 600

test('a site with a long backlog does not hold the door shut for another', () => {
  const admission = openAdmission()
  for (let batch = 0; batch < batchesPerSiteMax; batch += 1)
    assert.property(admission.enter('krw-01', 1000), 'leave')
  assert.deepEqual(admission.enter('krw-01', 1000), { retryAfterSeconds: 1, ownShare: true })
  assert.property(admission.enter('krw-02', 1000), 'leave')
})

test('one site alone never fills the hub with large batches', () => {
  const admission = openAdmission()
  let taken = 0
  while ('leave' in admission.enter('krw-01', batchOf(2_000), { lane: 'backlog' })) taken += 1
  assert.isAtMost(taken * 2_000, eventsMax * 0.6)
  assert.property(admission.enter('krw-02', batchOf(1_000), { lane: 'backlog' }), 'leave')
})

test('backlogs leave room for doses of this minute', () => {
  const admission = openAdmission()
  const sendNext = (site: number) => admission.enter(`krw-${site}`, batchOf(1_000), { lane: 'backlog' })
  for (let site = 0; 'leave' in sendNext(site); site += 1);
  assert.isAtMost(admission.inFlight().events!, eventsMax * 0.75)
  assert.property(admission.enter('live', batchOf(5), { lane: 'live' }), 'leave')
})

test('a full hub says when to come back, and has room again when work is done', () => {
  const admission = openAdmission()
  const inside = Array.from({ length: batchesMax }, (_, site) =>
    admission.enter(`site-${site}`, 10, { lane: 'live' }),
  )
  const refused = admission.enter('one-more', 10, { lane: 'live' })
  assert.isAtLeast('retryAfterSeconds' in refused ? refused.retryAfterSeconds : 0, 2)
  for (const place of inside) {
    if ('leave' in place) {
      place.leave()
      place.leave()
    }
  }
  assert.deepEqual(admission.inFlight(), { batches: 0, bytes: 0, events: 0 })
  assert.property(admission.enter('one-more', 10), 'leave')
})

test('memory is bounded by what a body will be when it is unpacked', () => {
  const admission = openAdmission()
  const sendNext = (site: number) =>
    admission.enter(`krw-${site}`, 4 * 1024 * 1024, { lane: 'live', packed: true })
  for (let site = 0; 'leave' in sendNext(site); site += 1);
  assert.isAtMost(admission.inFlight().bytes, bytesMax)
})

test('what is live waits less than half a second on a slow machine, and never for backlogs', () => {
  let time = 0
  const admission = openAdmission({ now: () => time })
  const inside: { leave(): void; since: number }[] = []
  const waits: number[] = []
  let backlogs = 0
  while ('leave' in admission.enter(`old-${backlogs}`, batchOf(500), { lane: 'backlog' })) backlogs += 1
  // Three times as many as the machine does: 3,000 events a second, a hundred at a time.
  for (let step = 0; step < 600; step += 1) {
    time += 100 / 9
    const place = admission.enter(`site-${step}`, batchOf(100), { lane: 'live' })
    if ('leave' in place) inside.push({ ...place, since: time })
    if (step % 3 !== 0) continue
    const done = inside.shift()
    if (done && time > 3_000) waits.push(time - done.since)
    done?.leave()
  }
  assert.isAbove(backlogs, 2)
  assert.isAbove(waits.length, 90)
  assert.isBelow(Math.max(...waits), 500)
})
