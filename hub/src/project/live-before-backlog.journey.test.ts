import type { JournalEvent } from '@sentra/contract'
import { freshSeed, seededChance } from '@sentra/testkit'
import { pino } from 'pino'
import { afterAll, assert, beforeAll, test } from 'vitest'
import { randomHistory } from '../testing/random-history.ts'
import { startTestDatabase } from '../testing/test-database.ts'
import { eventually } from '../testing/test-hub.ts'
import { BacklogTurn, overMilliseconds } from './backlog-turn.ts'
import { startProjector } from './projector.ts'

const now = new Date('2026-03-02T00:00:00.000Z')
let hub: Awaited<ReturnType<typeof startTestDatabase>>

beforeAll(async () => {
  hub = await startTestDatabase(now)
})
afterAll(() => hub.stop())

test('while a backlog pours in, a dose of this minute gets its card, and the backlog its turn when it is in', async () => {
  const seed = Number(process.env.SENTRA_SEED ?? freshSeed())
  console.info(`seed ${seed}`)
  const all = randomHistory(seededChance(seed), ['bks-01', 'krw-01'], 1_200)
  const backlog = all.filter(({ site }) => site === 'bks-01')
  const live = all.filter(({ site }) => site === 'krw-01').slice(0, 60)
  assert.isAbove(backlog.length, 400)
  await hub.database.query(
    `INSERT INTO device_certificates
     SELECT site, 'id-krw-2026-03', start, 40, site, 'd', '', $1, $1, $1
     FROM (VALUES ('bks-01', 0), ('krw-01', 40)) AS block (site, start)`,
    [now],
  )
  let pours = true
  let came = 0
  const press = {
    batches: () => 1,
    backlog: () => {
      came += pours ? 1 : 0
      return { inHand: pours ? 1 : 0, came }
    },
  }
  // However slow this machine is: here the backlog never loses its patience.
  const backlogTurn = new BacklogTurn({ patience: Number.POSITIVE_INFINITY })
  const log = pino({ level: 'silent' })
  const clock = { now: () => now }
  const projector = startProjector(hub.database, hub.identity, clock, log, { press, backlogTurn })
  try {
    await store(backlog)
    projector.wake()
    await new Promise((resolve) => setTimeout(resolve, 10 * overMilliseconds))
    await store(live)
    projector.wake()
    await eventually(() => isDone('krw-01', 60), 'the live site has its doses and cards')
    const [cards] = await hub.database.query<{ count: number }>(
      `SELECT count(*) AS count FROM minted_cards WHERE site_id = 'krw-01'`,
    )
    assert.isAbove(cards!.count, 0)
    assert.deepEqual(
      await hub.database.query(`SELECT folded FROM projection_cursors WHERE site_id = 'bks-01'`),
      [],
    )

    pours = false
    await eventually(() => isDone('bks-01', backlog.length), 'the backlog is brought into the views')
  } finally {
    await projector.stop()
  }
})

async function isDone(site: string, size: number): Promise<boolean> {
  const rows = await hub.database.query(
    'SELECT 1 FROM projection_cursors WHERE site_id = $1 AND seq = $2 AND folded = $2',
    [site, size],
  )
  return rows.length === 1
}

async function store(events: readonly JournalEvent[]): Promise<void> {
  await hub.database.transaction(async (transaction) => {
    await transaction.query(
      `INSERT INTO journal_events (site_id, epoch, seq, event_id, type, body, leaf_hash, outcome, received_at)
       SELECT body ->> 'site', 1, (body ->> 'seq')::bigint, body ->> 'eventId', body ->> 'type', body, '', 'accepted', $2
       FROM jsonb_array_elements($1::jsonb) AS body`,
      [JSON.stringify(events), now],
    )
    await transaction.query(
      `INSERT INTO journal_heads (site_id, epoch, size, frontier, root, updated_at) VALUES ($1, 1, $2, '', '', $3)`,
      [events[0]!.site, events.length, now],
    )
  })
}
