import { join } from 'node:path'
import { stopOrphan } from '../../hub/src/postgres/index.ts'
import { buildWeb } from '../build-web.ts'
import { fail } from '../on-node-24.mjs'
import { Failure } from '../prepare.mjs'
import { checkPorts } from './ports.ts'
import { credentialLines } from './screen.ts'
import type { ServerProcess } from './server-process.ts'
import { ensureDataDir, readSettings } from './settings.ts'
import { describeEnd, startEverything, stopEverything, takeCredentials } from './start-everything.ts'
import { inWords } from './words.ts'

/**
 * `npm start`: the whole of Sentra on one machine. Ctrl-C stops it in order; Ctrl-C again, a moment
 * later, at once. What was acknowledged is on disk either way, and the next start continues from there.
 */
const root = join(import.meta.dirname, '../..')
const say = (line: string) => process.stdout.write(`${line}\n`)

const servers: ServerProcess[] = []
let stoppingSince: number | undefined

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop())

try {
  const settings = readSettings(process.env)
  ensureDataDir(settings.dataDir)
  await checkPorts(settings)
  await buildWeb(say)
  await startEverything({
    settings,
    scripts: { hub: join(root, 'hub/src/main.ts'), site: join(root, 'site/src/main.ts') },
    environment: process.env,
    servers,
    say,
  })
  const end = await Promise.race(servers.map(async (server) => ({ server, ...(await server.exited) })))
  throw new Failure(describeEnd(end.server, end))
} catch (error) {
  // While stopping, every server ends, and that is no failure.
  if (stoppingSince === undefined) {
    stoppingSince = performance.now()
    await stopEverything(servers)
    await stopPostgres()
    showCredentials()
    fail(error)
  }
}

async function stop(): Promise<void> {
  if (stoppingSince !== undefined) {
    // A terminal and npm both hand on one Ctrl-C; only a later one means "at once".
    if (performance.now() - stoppingSince < 1000) return
    for (const server of servers) server.kill()
    await Promise.all(servers.map((server) => server.exited))
    await stopPostgres()
    process.exit(130)
  }
  stoppingSince = performance.now()
  say(
    inWords({ id: '\nMenghentikan… (Ctrl-C sekali lagi: paksa)', en: '\nStopping… (Ctrl-C again: at once)' }),
  )
  const inTime = await stopEverything(servers)
  if (!inTime) await stopPostgres()
  showCredentials()
  say(inWords({ id: 'Berhenti. Data aman.', en: 'Stopped. The data is safe.' }))
  process.exit(inTime ? 0 : 1)
}

/** A start that was cut short has shown no screen, and the servers tell their first credentials only once. */
function showCredentials(): void {
  for (const line of credentialLines(takeCredentials(servers))) say(line)
}

/** A hub that could not stop by itself leaves its PostgreSQL running. */
async function stopPostgres(): Promise<void> {
  await stopOrphan(join(readSettings(process.env).dataDir, 'hub/postgres'))
}
