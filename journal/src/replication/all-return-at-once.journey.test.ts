import assert from 'node:assert/strict'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'vitest'
import { FullHub } from '../testing/full-hub.ts'
import { SimulatedTimer } from '../testing/simulated-timer.ts'
import { giveDoses, openTestJournal, temporaryJournal } from '../testing/temporary-journal.ts'
import { testWitnessVerifier } from '../testing/test-hub.ts'
import { Replicator } from './replicator.ts'

/** A district of the country: 500 sites, each with the same outage behind it. The journals are real files. */
const nation = 500
const eventsEach = 120
const batchEvents = 40
const seed = 20_210_805

interface Outcome {
  readonly hub: FullHub
  readonly seconds: number
  readonly perBatch: number
  readonly ofCapacity: number
  readonly worstTenSeconds: number
}

test('500 sites that come back at once ask for no more than a tenth above what the hub can do', async () => {
  const { hub, seconds, perBatch, ofCapacity, worstTenSeconds } = await comeBack({ givesTurns: true })
  say('with turns', { hub, seconds, perBatch, ofCapacity, worstTenSeconds })
  assert.equal(hub.events, nation * eventsEach, 'everything is there')
  assert.equal(hub.twice, 0, 'nothing crossed the line twice')
  assert.ok(perBatch <= 1.1, `${perBatch} tries for each batch`)
  assert.ok(ofCapacity <= 1.1, `${ofCapacity} of what the hub can do`)
  assert.ok(worstTenSeconds <= 1.1, `${worstTenSeconds} of capacity in the worst ten seconds`)
  assert.ok(ofCapacity >= 0.4, 'and the hub is not left idle either')
})

test.for([0.3, 4])('the same for a hub that is %d times as fast as the book believes', async (speed) => {
  const outcome = await comeBack({ givesTurns: true, speed, sites: 200 })
  say(`speed ${speed}`, outcome)
  assert.equal(outcome.hub.events, 200 * eventsEach)
  assert.ok(outcome.perBatch <= 1.1)
})

test('its twin: a hub that only says "full" is asked more often, and still drains', async () => {
  const { hub, seconds, perBatch, ofCapacity, worstTenSeconds } = await comeBack({ givesTurns: false })
  say('without', { hub, seconds, perBatch, ofCapacity, worstTenSeconds })
  assert.equal(hub.events, nation * eventsEach)
  assert.equal(hub.twice, 0)
  assert.ok(perBatch > 1.1, 'without turns the bound does not hold: the first test can fail')
})

async function comeBack({
  givesTurns,
  speed = 1,
  sites = nation,
}: {
  givesTurns: boolean
  speed?: number
  sites?: number
}): Promise<Outcome> {
  const timer = new SimulatedTimer()
  const hub = new FullHub(timer, { slots: 24, batchMs: 200 / speed, eventMs: 20 / speed, givesTurns })
  const folder = mkdtempSync(join(tmpdir(), 'sentra-return-'))
  const chance = seeded(seed)
  try {
    const journals = await journalsIn(folder, sites)
    const clock = { now: () => new Date(Date.UTC(2021, 7, 5) + timer.now()) }
    const replicators = journals.map(
      (journal, index) =>
        new Replicator({
          journal,
          link: hub.linkOf(`site-${index}`, 20 + 80 * chance()),
          witness: testWitnessVerifier,
          clock,
          timer,
          chance,
          tally: () => ({
            site: 'krw-01',
            at: clock.now().toISOString(),
            localDate: '2021-08-05',
            dosesGivenToday: 0,
            dosesGivenTotal: 0,
            dosesWasted: 0,
            dosesOnHand: 0,
            backlog: journal.size - journal.replication.state().receiptSize,
            headSize: journal.size,
          }),
          applyFeed: () => {},
          batchEvents,
          liveEvents: 5,
        }),
    )
    for (const replicator of replicators) replicator.start()
    await timer.until(() => timer.now() > 3_600_000, 4_000_000)
    hub.comesBack()
    const back = timer.now()
    // As the site's link does: each knocks every 5 to 15 seconds, and tries at once when somebody answers.
    for (const replicator of replicators) timer.after(15_000 * chance(), () => replicator.wake())
    const drained = await timer.until(() => hub.events >= sites * eventsEach, 3_600_000)
    assert.ok(drained, `drained within an hour: ${hub.events} events`)
    const seconds = (timer.now() - back) / 1000
    const capacity = hub.batchesPerSecond(batchEvents)
    let stopped = 0
    for (const replicator of replicators) void replicator.stop().then(() => (stopped += 1))
    await timer.until(() => stopped === sites, 600_000)
    for (const journal of journals) journal.database.close()
    return {
      hub,
      seconds,
      perBatch: hub.asked / hub.taken,
      ofCapacity: hub.asked / (capacity * seconds),
      worstTenSeconds: worst(hub.arrivals, 10) / (10 * capacity),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** One journal is written; the others are copies of its file, each with a hub's head of its own. */
async function journalsIn(folder: string, sites: number) {
  const first = temporaryJournal()
  await giveDoses(first.journal, 1, eventsEach)
  first.journal.database.pragma('wal_checkpoint(TRUNCATE)')
  const journals = Array.from({ length: sites }, (_, index) => {
    const file = join(folder, `${index}.sqlite`)
    copyFileSync(first.file, file)
    return openTestJournal(file)
  })
  first.dispose()
  return journals
}

function worst(counts: readonly number[], seconds: number): number {
  let most = 0
  for (let at = 0; at < counts.length; at += 1) {
    const sum = counts.slice(at, at + seconds).reduce((total, each) => (total ?? 0) + (each ?? 0), 0)
    most = Math.max(most, sum)
  }
  return most
}

function say(name: string, { hub, seconds, ...ratios }: Outcome): void {
  process.stdout.write(
    `${JSON.stringify({ name, seed, seconds: Math.round(seconds), asked: hub.asked, taken: hub.taken, refused: hub.refused, light: hub.light, ...ratios })}\n`,
  )
}

/** Mulberry32: small, seeded, good enough to spread sites over time. */
function seeded(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
