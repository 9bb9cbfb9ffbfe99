import { benchCards } from './cards/bench-cards.ts'
import { benchHub } from './hub/bench-hub.ts'
import { benchReplication } from './replication/bench-replication.ts'
import { report } from './report.ts'
import { benchSite } from './site/bench-site.ts'

/**
 * `npm run bench` runs short forms, `npm run bench -- --full` the long ones, `npm run bench -- site` one part. Results go to
 * `bench/results/`; the table for people is `docs/performance.md`.
 */
const full = process.argv.includes('--full')
const form = full ? 'full' : 'short'
const terms = full ? { rounds: 11, millisecondsPerTurn: 1500 } : { rounds: 5, millisecondsPerTurn: 400 }

const benches = {
  cards: () => benchCards(terms),
  site: () => benchSite({ ...terms, full }),
  hub: () => benchHub({ ...terms, full }),
  replication: () => benchReplication({ full }),
}
const names = Object.keys(benches) as (keyof typeof benches)[]
const asked = names.filter((name) => process.argv.includes(name))
for (const name of asked.length > 0 ? asked : names) report(name, form, await benches[name]())
