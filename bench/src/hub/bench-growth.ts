import type { ImmunizationRecorded } from '@sentra/contract'
import { seededChance } from '@sentra/testkit'
import { loadRegistry } from '../../../hub/src/project/load-registry.ts'
import { patientKey } from '../../../hub/src/project/patient-key.ts'
import type { ProjectedEvent } from '../../../hub/src/project/projection.ts'
import { spread } from '../interleave.ts'
import type { BenchResult } from '../report.ts'
import type { Terms } from '../site/bench-site.ts'
import type { Visits } from './bench-hub.ts'
import type { HubUnderTest } from './hub-under-test.ts'
import { percentile, usedBy } from './turns.ts'

const senders = 4
const eventsOfBatch = 1_000
/** Stretches at either end whose median counts: one alone is the weather of the machine. */
const stretchesAtEnd = 3
const stretches = 10
/** One in so many doses is looked up again at the end. */
const oneInDoses = 20

/** H5: what a large registry costs more than a small one. H6: what it costs in memory. */
export async function benchGrowth(hub: HubUnderTest, visits: Visits, terms: Terms): Promise<BenchResult[]> {
  const chance = seededChance(20_210_805)
  const large = terms.full ? 1_000_000 : 80_000
  const each = large / stretches / senders / eventsOfBatch
  const sites = await hub.sites(senders)
  const clients = await hub.clients(senders)
  const emptyBytes = await bytesOf(hub)
  const seen: ImmunizationRecorded[] = []
  let doses = 0
  /** Made before its clock runs. */
  const stretch = async (batches: number) => {
    const ready = sites.map((site) => {
      const facts = visits(Math.ceil((batches * eventsOfBatch) / 4))
        .flat()
        .slice(0, batches * eventsOfBatch)
      for (const { type, data } of facts) {
        if (type !== 'immunization.recorded') continue
        doses += 1
        if (chance.happens(1 / oneInDoses)) seen.push(data as ImmunizationRecorded)
      }
      return Array.from({ length: batches }, (_, index) =>
        site.batch(facts.slice(index * eventsOfBatch, (index + 1) * eventsOfBatch), 'backlog'),
      )
    })
    const before = usedBy(hub)
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
    const milliseconds = performance.now() - began
    // The signatures belong to the stretch whose doses they are for: by processor time they count.
    await hub.signed()
    const events = batches * senders * eventsOfBatch
    return { rate: (1000 * events) / milliseconds, perProcessor: events / (usedBy(hub) - before) }
  }
  const found: { rate: number; perProcessor: number }[] = []
  const residents: number[] = []
  for (let index = 0; index < stretches; index += 1) {
    found.push(await stretch(each))
    residents.push(hub.residentMegabytes())
  }
  const sent = sites.reduce((sum, { size }) => sum + size, 0)
  const [row] = await hub.database.query<{ events: number; doses: number; cards: number }>(
    `SELECT (SELECT count(*) FROM journal_events WHERE outcome = 'accepted') AS events,
            (SELECT count(*) FROM doses) AS doses, (SELECT count(*) FROM minted_cards) AS cards`,
  )
  if (row!.events !== sent || row!.doses !== doses)
    throw new Error(`${sent} events and ${doses} doses were receipted, ${JSON.stringify(row)} are there`)
  const bytes = (await bytesOf(hub)) - emptyBytes
  const lookUps = await lookUp(hub, seen.slice(0, terms.full ? 5_000 : 1_000))

  // The first stretch warms: code is compiled, files begin.
  const ofSmall = found.slice(1, 1 + stretchesAtEnd)
  const ofLarge = found.slice(-stretchesAtEnd)
  const ratio = (by: 'rate' | 'perProcessor') =>
    spread(ofLarge.map((each) => each[by])).median / spread(ofSmall.map((each) => each[by])).median
  const name = large.toLocaleString('en')
  return [
    {
      id: 'H5',
      title: `events into the registry at ${name} ÷ at ${((2.5 * large) / stretches).toLocaleString('en')}`,
      gate: 0.75,
      aim: 0.9,
      better: 'higher',
      value: ratio('rate'),
      unit: '×',
      details: {
        events: sent,
        rowsVerified: row!.events + row!.doses,
        ...row,
        byProcessorTime: ratio('perProcessor'),
        ratesPerSecond: found.map(({ rate }) => Math.round(rate)),
        eventsPerProcessorSecond: found.map(({ perProcessor }) => Math.round(1000 * perProcessor)),
      },
      leavesOut: `ten million events: the registry is ${name} large; TLS`,
    },
    {
      id: 'H5-find',
      title: 'a patient with doses and cards by number, as the projector reads them: 99 of 100 within',
      gate: 5,
      aim: 3,
      better: 'lower',
      value: percentile(lookUps, 0.99),
      unit: 'ms',
      details: { lookUps: lookUps.length, medianMs: percentile(lookUps, 0.5) },
      leavesOut: 'HTTP',
    },
    {
      id: 'H5-size',
      title: 'bytes of the database an event, indexes and national cards included',
      gate: 1_228,
      aim: 1_024,
      better: 'lower',
      value: bytes / sent,
      unit: 'bytes',
      details: { ofThatTheLineItself: await lineBytes(hub), largest: await largestTables(hub, sent) },
      leavesOut: '–',
    },
    {
      id: 'H6-growth',
      title: `memory of the hub after ${name} events ÷ at the beginning`,
      gate: 1.1,
      aim: 1.03,
      better: 'lower',
      value: spread(residents.slice(-3)).median / spread(residents.slice(1, 4)).median,
      unit: '×',
      details: { megabytes: residents.map(Math.round) },
      leavesOut: 'PostgreSQL',
    },
  ]
}

/** The read that stands before every dose: who has these numbers, their doses and their cards. */
async function lookUp(hub: HubUnderTest, people: readonly ImmunizationRecorded[]): Promise<number[]> {
  const secret = await hub.secret()
  const took: number[] = []
  for (const data of people) {
    const event = { site: 'bench-1', type: 'immunization.recorded', data } as ProjectedEvent
    const began = performance.now()
    const found = await hub.database.transaction((transaction) => loadRegistry(transaction, [event], secret))
    took.push(performance.now() - began)
    const doses = found.dosesOfPatient(patientKey(secret, data.patient), data.doseNumber)
    if (doses.length === 0) throw new Error('a dose is not found by the number of its patient')
  }
  return took
}

async function bytesOf(hub: HubUnderTest): Promise<number> {
  const [row] = await hub.database.query<{ bytes: number }>(
    'SELECT pg_database_size(current_database()) AS bytes',
  )
  return row!.bytes
}

async function lineBytes(hub: HubUnderTest): Promise<number> {
  const [row] = await hub.database.query<{ bytes: number }>(
    'SELECT avg(octet_length(body))::int AS bytes FROM (SELECT body FROM journal_events LIMIT 5000) e',
  )
  return row!.bytes
}

/** Bytes an event of each table with its indexes, the largest first. */
async function largestTables(hub: HubUnderTest, events: number): Promise<Record<string, number>> {
  const rows = await hub.database.query<{ name: string; bytes: number }>(
    `SELECT relname AS name, pg_total_relation_size(oid) AS bytes FROM pg_class
     WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 2 DESC LIMIT 7`,
  )
  return Object.fromEntries(rows.map(({ name, bytes }) => [name, Math.round(bytes / events)]))
}
