import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { leanEnvironment, leanFlags } from '../../hub/src/lean-process.ts'
import { Failure } from '../prepare.mjs'
import { runningScreen, type SecureAddress } from './screen.ts'
import { type Credential, type LogRecord, type ServerProcess, startServer } from './server-process.ts'
import type { Settings } from './settings.ts'
import { inWords } from './words.ts'

/**
 * Starts the hub, enrols the site at it when it is new, and starts the site.
 *
 * The enrolment code passes from the hub to the site by way of this process: the hub writes it, readable
 * by its owner alone, when it has no site yet; it is removed when the site says that it is enrolled. A site
 * opens its desks before that, so a start that was cut short leaves the code for the next one.
 *
 * @throws Failure when a server ends before it is ready. `servers` holds what runs, in the order in which
 * it was started, also while this is still at work: the caller stops it.
 */
export async function startEverything(options: {
  settings: Settings
  scripts: { hub: string; site: string }
  environment: NodeJS.ProcessEnv
  servers: ServerProcess[]
  say: (line: string) => void
}): Promise<void> {
  const { settings, scripts, servers, say } = options
  const codeFile = join(settings.dataDir, 'hub/first-site-enrolment-code')
  let secure: SecureAddress | undefined
  const onRecord = (record: LogRecord) => {
    if (record.enrolled === true) rmSync(codeFile, { force: true })
    const { tlsPort, tlsAddresses = [], fingerprint } = record
    if (tlsPort && fingerprint) secure = { port: tlsPort, addresses: tlsAddresses, fingerprint }
  }
  const start = async (
    name: string,
    script: string,
    env: NodeJS.ProcessEnv,
    flags: readonly string[] = [],
  ): Promise<ServerProcess> => {
    const server = startServer({
      name,
      script,
      flags,
      env: { ...options.environment, SENTRA_DATA: settings.dataDir, ...env },
      logFile: join(settings.dataDir, 'logs', `${name}.log`),
      onWarning: say,
      onRecord,
    })
    servers.push(server)
    if (!(await server.ready)) throw new Failure(describeEnd(server, await server.exited))
    return server
  }

  say(inWords({ id: 'Menjalankan server nasional…', en: 'Starting the national hub…' }))
  const hubEnvironment = {
    ...leanEnvironment,
    SENTRA_HUB_PORT: String(settings.hubPort),
    SENTRA_FIRST_SITE_NAME: firstSiteName,
  }
  const hub = await start('hub', scripts.hub, hubEnvironment, leanFlags)

  const code = existsSync(codeFile) ? readFileSync(codeFile, 'utf8').trim() : undefined
  if (code)
    say(inWords({ id: 'Mendaftarkan sentra ke server nasional…', en: 'Enrolling the centre at the hub…' }))
  say(inWords({ id: 'Menjalankan sentra vaksinasi…', en: 'Starting the vaccination centre…' }))
  const site = await start('site', scripts.site, {
    SENTRA_SITE_PORT: String(settings.sitePort),
    SENTRA_HUB_URL: `http://127.0.0.1:${settings.hubPort}`,
    SENTRA_EXAMPLE_CAMPAIGN: '1',
    ...(code ? { SENTRA_ENROLMENT_CODE: code } : {}),
  })
  say(runningScreen(settings, takeCredentials([site, hub]), secure))
}

/** The first-run credentials not shown yet. They are told once, so whoever takes them shows them. */
export function takeCredentials(servers: ServerProcess[]): Credential[] {
  return servers.flatMap((server) => server.credentials.splice(0))
}

/**
 * Stops what runs, the last started first: the site's last events still find the hub.
 * False when one of them had to be killed.
 */
export async function stopEverything(servers: ServerProcess[]): Promise<boolean> {
  let inTime = true
  for (const server of servers.toReversed()) inTime = (await server.stop(30)) && inTime
  return inTime
}

const firstSiteName = 'Sentra Vaksinasi Karawang'

/** What is told about a server that ended without having been asked. */
export function describeEnd(
  server: ServerProcess,
  end: { code: number | null; signal: NodeJS.Signals | null },
): string {
  const how = end.signal ?? `code ${end.code}`
  const said = server
    .lastLines()
    .slice(-8)
    .map((line) => `  ${line}`)
  return [
    inWords({
      id: `Proses ${server.name} berhenti sendiri (${how}).`,
      en: `The ${server.name} ended by itself (${how}).`,
    }),
    ...said,
    inWords({ id: `Catatan lengkap: ${server.logFile}`, en: `Its whole log: ${server.logFile}` }),
  ].join('\n')
}
