import { benchCards } from './cards/bench-cards.ts'
import { report } from './report.ts'

/**
 * `npm run bench` runs short forms, `npm run bench -- --full` the long ones. Results go to
 * `bench/results/`; the table for people is `docs/performance.md`.
 */
const full = process.argv.includes('--full')
const form = full ? 'full' : 'short'
const terms = full ? { rounds: 11, millisecondsPerTurn: 1500 } : { rounds: 5, millisecondsPerTurn: 400 }

report('cards', form, await benchCards(terms))
