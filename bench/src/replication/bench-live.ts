import { Worker } from 'node:worker_threads'
import { connectionOfRunning } from '../../../hub/src/postgres/index.ts'
import type { TestHub } from '../../../hub/src/testing/test-hub.ts'
import type { BenchResult } from '../report.ts'
import { clinicFacts } from '../site/day-of-events.ts'
import { projected } from './bench-drain.ts'
import { sitesOf, until } from './sites-of-hub.ts'

/** Y4: while many sites return with a backlog, the events of a site without one still arrive at once. */
export async function benchLive(hub: TestHub, { full }: { full: boolean }): Promise<BenchResult[]> {
  const count = full ? 300 : 40
  const eventsEach = 1_000
  const clinic = await clinicFacts()
  const sites = await sitesOf(hub)
  const facts = clinic.visits(20_000)
  let used = 10
  const due: { size: number; at: number }[] = []
  let waits: number[] = []
  const live = await sites.site('bench-30', facts.slice(0, used), (size) => {
    while (due.length > 0 && due[0]!.size <= size) waits.push(performance.now() - due.shift()!.at)
  })
  live.replicator.start()
  await until(() => live.replicator.status().receiptSize === 10, 'the live site is up to date')
  /** A fact every 50 ms, whether or not the one before has its receipt. Answers with 99 of 100. */
  const liveWhile = async (goesOn: () => boolean): Promise<number> => {
    waits = []
    while (goesOn()) {
      due.push({ size: live.journal.size + 1, at: performance.now() })
      await live.submit(facts[used++]!)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    await until(() => due.length === 0, 'the last live event is receipted')
    return waits.toSorted((left, right) => left - right)[Math.floor(waits.length * 0.99)]!
  }
  await projected(hub)
  const quietEnd = performance.now() + (full ? 20_000 : 8_000)
  const quiet = await liveWhile(() => performance.now() < quietEnd)
  const quietCount = waits.length

  const returning = new Worker(new URL('./returning-sites.ts', import.meta.url), {
    workerData: {
      url: hub.url,
      code: await hub.enrolmentCode(),
      connectionString: connectionOfRunning(`${hub.dataDir}/postgres`),
      count,
      eventsEach,
    },
  })
  const word = () =>
    new Promise<{ sent: number; taken: number }>((resolve, reject) => {
      returning.once('message', resolve)
      returning.once('error', reject)
    })
  await word()
  await projected(hub)
  const began = performance.now()
  let drained: { sent: number; taken: number } | null = null
  const draining = word().then((tries) => {
    drained = tries
    return tries
  })
  returning.postMessage('start')
  const busy = await liveWhile(() => drained === null)
  const { sent, taken } = await draining
  const seconds = (performance.now() - began) / 1000
  const busyCount = waits.length
  const [row] = await hub.query<{ count: string }>(
    `SELECT count(*) FROM journal_events WHERE site_id LIKE 'bench-1___'`,
  )
  if (Number(row!.count) !== count * eventsEach)
    throw new Error(`events are missing at the hub: ${row!.count}`)
  await live.end()
  const details = {
    sites: count,
    eventsEach,
    seconds,
    eventsPerSecond: Math.round((count * eventsEach) / seconds),
    quietP99Ms: quiet,
    busyP99Ms: busy,
    liveEvents: { quiet: quietCount, busy: busyCount },
    sent,
    taken,
  }
  const leavesOut = 'TLS; sites, hub and database share the machine; the registry is built at the same time'
  return [
    {
      id: 'Y4',
      title: `live p99 while ${count} sites drain ${eventsEach} events each ÷ quiet p99`,
      gate: 3,
      aim: 2,
      better: 'lower',
      value: busy / quiet,
      unit: '×',
      details,
      leavesOut,
    },
    {
      id: 'Y4-tries',
      title: 'the same: tries for each batch',
      gate: 1.1,
      aim: 1,
      better: 'lower',
      value: sent / taken,
      unit: '×',
      details,
      leavesOut,
    },
  ]
}
