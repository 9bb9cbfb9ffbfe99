import type { BenchResult } from '../report.ts'
import type { Terms } from '../site/bench-site.ts'
import type { Visits } from './bench-hub.ts'
import type { HubUnderTest } from './hub-under-test.ts'
import { openLoop } from './open-loop.ts'
import { percentile } from './turns.ts'

/** India's peak hour: 2,080 doses a second, five events each. */
const dosesPerSecond = 2_080
const eventsOfDose = 5
const siteCount = 520

/** P1: 520 sites send once a second what they have, four doses and their visits, for as long as the form allows. */
export async function benchPeakHour(hub: HubUnderTest, visits: Visits, terms: Terms): Promise<BenchResult[]> {
  const seconds = terms.full ? 60 : 10
  const sites = await hub.sites(siteCount)
  const eventsOfBatch = (dosesPerSecond * eventsOfDose) / siteCount
  const queues = sites.map((site) => {
    const facts = visits(Math.ceil(((seconds + 1) * eventsOfBatch) / 4)).flat()
    return Array.from({ length: seconds + 1 }, (_, index) =>
      site.batch(facts.slice(index * eventsOfBatch, (index + 1) * eventsOfBatch), 'live'),
    )
  })
  // Opened now: a connection that says nothing for twenty seconds is closed.
  const clients = await hub.clients(siteCount)
  const { outcomes, notSent } = await openLoop(clients, queues, { perSecond: siteCount, seconds })
  const taken = outcomes.filter(({ status }) => status === 200)
  const behind = performance.now()
  await hub.folded()
  const foldedAfter = (performance.now() - behind) / 1000
  const expected = taken.length * eventsOfBatch
  const [row] = await hub.database.query<{ events: number; doses: number }>(
    'SELECT (SELECT count(*) FROM journal_events) AS events, (SELECT count(*) FROM doses) AS doses',
  )
  const details = {
    seconds,
    offered: outcomes.length + notSent,
    accepted: taken.length,
    toldLater: outcomes.length - taken.length,
    notSent,
    eventsPerSecond: Math.round(expected / seconds),
    rowsVerified: row!.events,
    doses: row!.doses,
    viewsCompleteAfterSeconds: foldedAfter,
    residentMegabytes: Math.round(hub.residentMegabytes()),
  }
  return [
    {
      id: 'P1',
      title: `India's peak hour for ${seconds} s, client included: 99 of 100 receipts within`,
      gate: 500,
      aim: 150,
      better: 'lower',
      value: percentile(
        outcomes.map(({ milliseconds }) => milliseconds),
        0.99,
      ),
      unit: 'ms',
      details,
      leavesOut: 'TLS; nine of the ten minutes',
    },
    {
      id: 'P1-lost',
      title: 'the same: receipted events that are not there, and requests that found no room',
      gate: 0,
      aim: 0,
      better: 'lower',
      value: Math.abs(expected - row!.events) + (outcomes.length - taken.length) + notSent,
      unit: '',
      details,
      leavesOut: '–',
    },
  ]
}
