import { parseArgs } from 'node:util'
import { killSite } from './kill-site.ts'

/** `npm run kills -- --seed 8812 --count 10000 --minutes 30`: prints one JSON line; a failure names the kill. */
const { values } = parseArgs({
  options: { seed: { type: 'string' }, count: { type: 'string' }, minutes: { type: 'string' } },
})
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))
const count = Number(values.count ?? 1_000)
const minutes = Number(values.minutes ?? 30)
process.stderr.write(`seed ${seed}: ${count} kills, at most ${minutes} minutes\n`)
const report = await killSite({
  seed,
  count,
  secondsMax: 60 * minutes,
  onKill: (kills) => {
    if (kills % 100 === 0) process.stderr.write(`${kills} kills\n`)
  },
})
process.stdout.write(`${JSON.stringify(report)}\n`)
