import { spread } from '../interleave.ts'
import { clinicFacts } from './day-of-events.ts'
import { siteJournal } from './site-journal.ts'

/**
 * A process of its own, because its syncs are slowed by a preloaded library: one client, then 32, in turns. Prints one
 * JSON line: `slow-disk-clients.ts <rounds> <milliseconds a turn>`.
 */
const [rounds, milliseconds] = process.argv.slice(2).map(Number) as [number, number]
const clinic = await clinicFacts()
const site = siteJournal()
for (const fact of clinic.prologue) await site.submit(fact)
const facts = clinic.visits(80_000)
let used = 0
const waits: number[] = []

async function clients(count: number): Promise<number> {
  const start = performance.now()
  let done = 0
  const client = async () => {
    while (performance.now() - start < milliseconds) {
      const asked = performance.now()
      await site.submit(facts[used++]!)
      if (count > 1) waits.push(performance.now() - asked)
      done += 1
    }
  }
  await Promise.all(Array.from({ length: count }, client))
  return done / ((performance.now() - start) / 1000)
}

await clients(32)
waits.length = 0
const found: { one: number; many: number }[] = []
for (let round = 0; round < rounds; round += 1) found.push({ one: await clients(1), many: await clients(32) })
const audit = site.journal.verifyAll()
if (!audit.sound || audit.size !== clinic.prologue.length + used) throw new Error('events are missing')
await site.end()
process.stdout.write(
  `${JSON.stringify({
    ratio: spread(found.map(({ one, many }) => many / (32 * one))),
    one: spread(found.map(({ one }) => one)).median,
    many: spread(found.map(({ many }) => many)).median,
    p99: waits.toSorted((left, right) => left - right)[Math.floor(waits.length * 0.99)],
  })}\n`,
)
