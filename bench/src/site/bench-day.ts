import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { startProcess } from '../../../testkit/src/process/start-process.ts'
import { setFileClock } from '../../../testkit/src/time/clock.ts'
import type { BenchResult } from '../report.ts'
import type { Terms } from './bench-site.ts'
import { openDesks, visit } from './day-desks.ts'

/** A day of eight hours passes in ten minutes: so fast does the site's clock run. */
const hastens = 48
const peopleADay = 2_000
const dayMinutes = 10

/**
 * S7: twenty stations and 2,000 people against the real site process, over HTTP, with a hub that nobody answers for. The
 * short form is the first minute of the same day, at the same pace.
 */
export async function benchDay(terms: Terms): Promise<BenchResult[]> {
  const minutes = terms.full ? dayMinutes : 1
  const people = (peopleADay * minutes) / dayMinutes
  const folder = mkdtempSync(join(tmpdir(), 'sentra-day-'))
  const clockFile = join(folder, 'clock')
  const morning = Date.parse('2021-08-05T01:00:00.000Z')
  setFileClock(clockFile, new Date(morning).toISOString())
  const site = await startProcess({
    script: fileURLToPath(new URL('../../../site/src/main.ts', import.meta.url)),
    ready: /"ready":true/,
    env: {
      SENTRA_DATA: folder,
      SENTRA_SITE_HOST: '127.0.0.1',
      SENTRA_SITE_PORT: '0',
      SENTRA_SITE_TLS_PORT: '0',
      SENTRA_SIMULATED_CLOCK: clockFile,
      // The discard port: the network is there and the hub is not.
      SENTRA_HUB_URL: 'http://127.0.0.1:9',
      SENTRA_ENROLMENT_CODE: 'NOBODY-ANSWERS',
    },
  })
  try {
    const ready = site.lines.find((line) => line.includes('"ready":true'))!
    const credentials = site.lines.find((line) => line.startsWith('SENTRA-CREDENTIALS '))!
    const desks = await openDesks(
      (JSON.parse(ready) as { port: number }).port,
      (JSON.parse(credentials.slice('SENTRA-CREDENTIALS '.length)) as { pin: string }[])[0]!.pin,
    )
    const began = performance.now()
    const clock = setInterval(
      () => setFileClock(clockFile, new Date(morning + hastens * (performance.now() - began)).toISOString()),
      500,
    )
    const visits = Array.from({ length: people }, async (_, index) => {
      await sleep((index / people) * minutes * 60_000)
      await visit(desks, index)
    })
    await Promise.all(visits).finally(() => clearInterval(clock))
    const memory = peakMemory(site.pid)
    const { commands, reads, doses } = await desks.end()
    if (doses !== people) throw new Error(`${people} people came, ${doses} doses are recorded`)
    const details = {
      people,
      minutes,
      stations: desks.stations,
      commands: commands.length,
      commandMedianMs: quantile(commands, 0.5),
      commandP99Ms: quantile(commands, 0.99),
      reads: reads.length,
      readP95Ms: quantile(reads, 0.95),
    }
    const leavesOut = 'TLS, cards (a device certificate needs a hub once), and the desks share the machine'
    return [
      {
        id: 'S7',
        title: `${desks.stations} stations, ${people.toLocaleString('en')} people in ${minutes} min of a day 48 × as fast, no hub: command p95`,
        gate: 50,
        aim: 20,
        better: 'lower',
        value: quantile(commands, 0.95),
        unit: 'ms',
        details,
        leavesOut,
      },
      {
        id: 'S7-mem',
        title: 'the same: the largest resident memory of the site',
        gate: 400,
        aim: 250,
        better: 'lower',
        value: memory,
        unit: 'MB',
        details,
        leavesOut,
      },
    ]
  } finally {
    await site.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
}

function peakMemory(pid: number): number {
  const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(line?.[1] ?? 0) / 1024
}
