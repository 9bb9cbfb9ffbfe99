import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { exampleWorld } from './example-world.ts'
import { fuzzCards } from './fuzz-cards.ts'

/** `npm run fuzz [-- <how many> <seed>]`: by default a hundred thousand damaged cards. */
const [count = '100000', first] = process.argv.slice(2)
const seed = Number(first ?? Math.floor(Date.now() / 1000) % 1_000_000)
const keys = fileURLToPath(new URL('../../../fixtures/cards/example-keys.json', import.meta.url))
const start = performance.now()
const report = await fuzzCards(exampleWorld(JSON.parse(readFileSync(keys, 'utf8'))), seed, Number(count))
const seconds = ((performance.now() - start) / 1000).toFixed(1)
console.info(`seed ${seed}: ${report.tried} damaged cards in ${seconds} s`)
console.info(
  `believed: ${report.accepted.length}, thrown: ${report.threw.length}, the same card rewrapped: ${report.same}`,
)
console.info(report.reasons)
for (const text of [...report.accepted, ...report.threw].slice(0, 20)) console.error(text)
process.exitCode = report.accepted.length + report.threw.length === 0 ? 0 : 1
