import { prepareAndRun } from './on-node-24.mjs'

/** `npm start`. What it does is in start/main.ts; this part runs on any Node. */
await prepareAndRun('scripts/start/main.ts', process.argv.slice(2))
