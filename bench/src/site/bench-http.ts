import { Worker } from 'node:worker_threads'
import { commandHash } from '@sentra/journal'
import { v7 } from 'uuid'
import { submitCommand } from '../../../site/src/commands/submit-command.ts'
import { morning, openDay } from '../../../site/src/testing/clinic-day.ts'
import { SiteUnderTest } from '../../../site/src/testing/site-under-test.ts'
import { spread } from '../interleave.ts'
import type { BenchResult } from '../report.ts'
import type { Terms } from './bench-site.ts'

const clients = 32

/** S4: the same command over HTTP and in process, 32 at a time. */
export async function benchHttp(terms: Terms): Promise<BenchResult> {
  const site = await SiteUnderTest.start(morning)
  await openDay(site)
  const token = site.tokenOf('C-01')
  const before = site.running.site.journal.size
  const worker = new Worker(new URL('./http-clients.ts', import.meta.url), {
    workerData: { port: site.running.port, token, clients },
  })
  const overHttp = (milliseconds: number) =>
    new Promise<{ done: number; perSecond: number }>((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', reject)
      worker.postMessage({ milliseconds })
    })
  let lot = 0
  const inProcess = async (milliseconds: number) => {
    const start = performance.now()
    let done = 0
    const client = async () => {
      while (performance.now() - start < milliseconds) {
        const data = {
          productId: 'covid19-biofarma',
          lotNumber: `P${++lot}`,
          expirationDate: '2021-12-31',
          vials: 1,
          dosesPerVial: 10,
        }
        const answer = await submitCommand(site.running.site, 'stock.receive', {
          commandId: v7(),
          commandHash: commandHash(data),
          actor: 'C-01',
          device: 'desk-1',
          data,
        })
        if (answer.kind !== 'recorded') throw new Error(`not recorded: ${answer.kind}`)
        done += 1
      }
    }
    await Promise.all(Array.from({ length: clients }, client))
    return { done, perSecond: done / ((performance.now() - start) / 1000) }
  }
  const commits = { http: 0, process: 0 }
  let where: keyof typeof commits = 'http'
  site.running.site.journal.subscribe(() => {
    commits[where] += 1
  })
  const shared = { http: 0, process: 0 }
  let done = (await overHttp(500)).done + (await inProcess(500)).done
  const rounds: { http: number; process: number }[] = []
  for (let round = 0; round < terms.rounds; round += 1) {
    where = 'http'
    const http = await overHttp(terms.millisecondsPerTurn)
    where = 'process'
    const inside = await inProcess(terms.millisecondsPerTurn)
    shared.http += http.done
    shared.process += inside.done
    done += http.done + inside.done
    rounds.push({ http: http.perSecond, process: inside.perSecond })
  }
  await worker.terminate()
  const events = site.running.site.journal.size - before
  await site.end()
  if (events !== done) throw new Error(`${done} commands were answered, ${events} events are there`)
  return {
    id: 'S4',
    title: '1-event command over HTTP ÷ the same in process, 32 clients',
    gate: 0.5,
    aim: 0.8,
    better: 'higher',
    value: spread(rounds.map(({ http, process }) => http / process)).median,
    unit: '×',
    details: {
      rounds: spread(rounds.map(({ http, process }) => http / process)),
      overHttpPerSecond: Math.round(spread(rounds.map(({ http }) => http)).median),
      inProcessPerSecond: Math.round(spread(rounds.map(({ process }) => process)).median),
      eventsPerCommit: { http: shared.http / commits.http, process: shared.process / commits.process },
      events,
    },
    leavesOut: 'TLS; the clients share the machine with the site',
  }
}
