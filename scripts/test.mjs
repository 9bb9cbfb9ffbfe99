import { prepareAndRun } from './on-node-24.mjs'

/** `npm test`. What it does is in test/main.ts; this part runs on any Node. */
await prepareAndRun('scripts/test/main.ts', process.argv.slice(2))
