import { benchCards } from './cards/bench-cards.ts'
import { benchHub } from './hub/bench-hub.ts'
import { benchReplication } from './replication/bench-replication.ts'
import { type BenchResult, keep, type SkippedBench, say, type Wanted } from './report.ts'
import { benchSite } from './site/bench-site.ts'

/**
 * `npm run bench` runs short forms, `npm run bench -- --full` the long ones, `npm run bench -- site` one part, and `npm run bench -- hub H1 H4`
 * single goals. Each result is said when it is found. Those of a whole part go to `bench/results/` and into the table for people,
 * `docs/performance.md`; single goals are said and not kept.
 */
const full = process.argv.includes('--full')
const form = full ? 'full' : 'short'
const terms = full ? { rounds: 11, millisecondsPerTurn: 1500 } : { rounds: 5, millisecondsPerTurn: 400 }

const benches = {
  cards: (wanted: Wanted) => benchCards(terms, wanted),
  site: (wanted: Wanted) => benchSite({ ...terms, full }, wanted),
  hub: (wanted: Wanted) => benchHub({ ...terms, full }, wanted),
  replication: (wanted: Wanted) => benchReplication({ full }, wanted),
}
const names = Object.keys(benches) as (keyof typeof benches)[]
const asked = names.filter((name) => process.argv.includes(name))
const goals = process.argv.slice(2).filter((word) => /^[A-Z]\d+$/.test(word))
const wanted: Wanted = (...ids) => goals.length === 0 || ids.some((id) => goals.includes(id))
for (const name of asked.length > 0 ? asked : names) {
  const results: (BenchResult | SkippedBench)[] = []
  for await (const result of benches[name](wanted)) {
    say(result)
    results.push(result)
  }
  if (goals.length === 0)
    keep(
      name,
      form,
      results.toSorted((left, right) => (left.id < right.id ? -1 : 1)),
    )
}
