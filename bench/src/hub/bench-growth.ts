import type { BenchResult } from '../report.ts'
import type { Terms } from '../site/bench-site.ts'
import type { Visits } from './bench-hub.ts'
import type { HubUnderTest } from './hub-under-test.ts'
import { percentile } from './turns.ts'

const senders = 4
const eventsOfBatch = 1_000

/** H5: what a large registry costs more than a small one. H6: what it costs in memory. */
export async function benchGrowth(hub: HubUnderTest, visits: Visits, terms: Terms): Promise<BenchResult[]> {
  const [small, large] = terms.full ? [100_000, 1_000_000] : [10_000, 60_000]
  const sites = await hub.sites(senders)
  const clients = await hub.clients(senders)
  const [empty] = await hub.database.query<{ bytes: number }>(
    'SELECT pg_database_size(current_database()) AS bytes',
  )
  let sent = 0
  /** A stretch of so many events at a time, made before its clock runs. */
  const stretch = async (events: number): Promise<number> => {
    const each = Math.round(events / senders / eventsOfBatch)
    const ready = sites.map((site) => {
      const facts = visits(Math.ceil((each * eventsOfBatch) / 4)).flat()
      return Array.from({ length: each }, (_, index) =>
        site.batch(facts.slice(index * eventsOfBatch, (index + 1) * eventsOfBatch), 'backlog'),
      )
    })
    const began = performance.now()
    await Promise.all(
      ready.map(async (own, index) => {
        for (const { bytes } of own) {
          const status = await clients[index]!.send(bytes)
          if (status !== 200) throw new Error(`status ${status}: ${clients[index]!.lastBody}`)
        }
      }),
    )
    await hub.folded()
    sent += each * senders * eventsOfBatch
    return (each * senders * eventsOfBatch * 1000) / (performance.now() - began)
  }
  const step = terms.full ? 100_000 : 8_000
  await stretch(step)
  const rates: number[] = []
  const residents: number[] = []
  while (sent < large) {
    rates.push(await stretch(step))
    residents.push(hub.residentMegabytes())
  }
  const atSmall = rates[Math.max(0, Math.ceil(small / step) - 2)]!
  const atLarge = rates.at(-1)!
  const [row] = await hub.database.query<{ events: number; bytes: number; doses: number }>(
    `SELECT (SELECT count(*) FROM journal_events) AS events, (SELECT count(*) FROM doses) AS doses,
            pg_database_size(current_database()) AS bytes`,
  )
  if (row!.events !== sent) throw new Error(`${sent} events were receipted, ${row!.events} are there`)
  const lookUps = await lookUp(hub, terms.full ? 5_000 : 1_000)
  const details = {
    events: sent,
    doses: row!.doses,
    rowsVerified: row!.events,
    ratesPerSecond: rates.map(Math.round),
  }
  return [
    {
      id: 'H5',
      title: `events into the registry at ${large.toLocaleString('en')} ÷ at ${small.toLocaleString('en')}`,
      gate: 0.75,
      aim: 0.9,
      better: 'higher',
      value: atLarge / atSmall,
      unit: '×',
      details,
      leavesOut: 'ten million events: an hour on this machine',
    },
    {
      id: 'H5-find',
      title: 'a patient with their doses by number: 99 of 100 within',
      gate: 5,
      aim: 3,
      better: 'lower',
      value: percentile(lookUps, 0.99),
      unit: 'ms',
      leavesOut: 'HTTP',
    },
    {
      id: 'H5-size',
      title: 'bytes of the database an event, indexes and national cards included',
      gate: 1_228,
      aim: 1_024,
      better: 'lower',
      value: (row!.bytes - empty!.bytes) / sent,
      unit: 'bytes',
      details: { ofThatTheLineItself: await lineBytes(hub) },
      leavesOut: '–',
    },
    {
      id: 'H6-growth',
      title: `memory of the hub after ${large.toLocaleString('en')} events ÷ at the beginning`,
      gate: 1.1,
      aim: 1.03,
      better: 'lower',
      value: residents.at(-1)! / residents[Math.floor(residents.length / 3)]!,
      unit: '×',
      details: { megabytes: residents.map(Math.round) },
      leavesOut: 'PostgreSQL',
    },
  ]
}

async function lookUp(hub: HubUnderTest, times: number): Promise<number[]> {
  const numbers = await hub.database.query<{ hash: Buffer }>(
    'SELECT identifier_hash AS hash FROM patient_identifiers ORDER BY identifier_hash LIMIT $1',
    [times],
  )
  const took: number[] = []
  for (const { hash } of numbers) {
    const began = performance.now()
    const rows = await hub.database.query(
      `SELECT p.full_name, p.birth_date, d.* FROM patient_identifiers i
       JOIN patients p USING (patient_key) LEFT JOIN doses d USING (patient_key) WHERE i.identifier_hash = $1`,
      [hash],
    )
    took.push(performance.now() - began)
    if (rows.length === 0) throw new Error('a patient is not found by their number')
  }
  return took
}

async function lineBytes(hub: HubUnderTest): Promise<number> {
  const [row] = await hub.database.query<{ bytes: number }>(
    'SELECT avg(octet_length(body))::int AS bytes FROM (SELECT body FROM journal_events LIMIT 5000) e',
  )
  return row!.bytes
}
