import type { BenchResult } from '../report.ts'
import type { Terms } from '../site/bench-site.ts'
import type { Visits } from './bench-hub.ts'
import type { ReadyBatch } from './bench-site-log.ts'
import type { HubUnderTest } from './hub-under-test.ts'
import { closedLoop, openLoop } from './open-loop.ts'
import { percentile } from './turns.ts'

const eventsOfBatch = 100
const siteCount = 200
const closedClients = 16

/** H4: three times as much as the hub can take, by a client that does not wait: what is done, and how soon the rest is told no. */
export async function benchOverload(hub: HubUnderTest, visits: Visits, terms: Terms): Promise<BenchResult[]> {
  const seconds = terms.full ? 20 : 5
  const sites = await hub.sites(siteCount)
  const perSite = terms.full ? 60 : 24
  const queues: ReadyBatch[][] = sites.map((site) => {
    const facts = visits(Math.ceil((perSite * eventsOfBatch) / 4)).flat()
    return Array.from({ length: perSite }, (_, index) =>
      site.batch(facts.slice(index * eventsOfBatch, (index + 1) * eventsOfBatch), 'live'),
    )
  })
  const before = queues.flat().length
  // Opened now: a connection that says nothing for twenty seconds is closed.
  const clients = await hub.clients(siteCount)
  await closedLoop(clients.slice(0, closedClients), queues, 1)
  const saturated = await closedLoop(clients.slice(0, closedClients), queues, terms.full ? 8 : 2)
  const normal = percentile(saturated.milliseconds, 0.5)
  const batchesPerSecond = saturated.perSecond / eventsOfBatch
  const flood = await openLoop(clients, queues, { perSecond: 3 * batchesPerSecond, seconds })
  const after = await openLoop(clients, queues, { perSecond: 0.5 * batchesPerSecond, seconds: 3 })

  const taken = flood.outcomes.filter(({ status }) => status === 200)
  const refused = flood.outcomes.filter(({ status }) => status === 503 || status === 429)
  if (taken.length + refused.length !== flood.outcomes.length)
    throw new Error('an answer was neither yes nor later')
  const inTime = taken.filter(({ doneAt }) => doneAt <= seconds * 1000)
  const goodput = (inTime.length * eventsOfBatch) / seconds / saturated.perSecond
  const rows = await hub.database.query<{ events: number; refused: number }>(
    `SELECT count(*) AS events, count(*) FILTER (WHERE outcome <> 'accepted') AS refused FROM journal_events`,
  )
  if (rows[0]!.refused > 0) throw new Error(`${rows[0]!.refused} records did not fit the contract`)
  const expected = (before - queues.flat().length) * eventsOfBatch
  if (rows[0]!.events !== expected)
    throw new Error(`${expected} events were receipted, ${rows[0]!.events} are there`)
  const recovery = after.outcomes
    .toSorted((left, right) => left.dueAt - right.dueAt)
    .findLast(({ status, milliseconds }) => status !== 200 || milliseconds > 2 * Math.max(normal, 10))
  const details = {
    saturatedEventsPerSecond: Math.round(saturated.perSecond),
    offered: flood.outcomes.length,
    refused: refused.length,
    notSent: flood.notSent,
    rowsVerified: rows[0]!.events,
    normalMs: normal,
  }
  const leavesOut =
    'TLS; batches of 100 events, because a refusal of a single event costs the client as much as the hub'
  const line = (
    id: string,
    title: string,
    gate: number,
    aim: number,
    value: number,
    unit: string,
  ): BenchResult => ({
    id,
    title,
    gate,
    aim,
    better: id === 'H4' ? 'higher' : 'lower',
    value,
    unit,
    details,
    leavesOut,
  })
  return [
    line('H4', 'three times overload: events accepted ÷ saturated', 0.9, 0.97, goodput, '×'),
    line(
      'H4-p99',
      'the same: 99 of 100 accepted within',
      500,
      350,
      percentile(
        taken.map((each) => each.milliseconds),
        0.99,
      ),
      'ms',
    ),
    line(
      'H4-no',
      'the same: 99 of 100 refused within',
      200,
      100,
      percentile(
        refused.map((each) => each.milliseconds),
        0.99,
      ),
      'ms',
    ),
    line('H4-back', 'afterwards, back to twice the normal time in', 5, 2, (recovery?.dueAt ?? 0) / 1000, 's'),
  ]
}
