import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { signerFromKey } from '@sentra/card/issue'
import { formatVkey, Journal, siteSigner, verifierOf } from '@sentra/journal'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { systemClock } from './clock/clock.ts'
import { type Credential, firstRun } from './example/first-run.ts'
import { LiveUpdates } from './http/live.ts'
import { buildServer } from './http/server.ts'
import { topicsOf } from './http/topics.ts'
import { openSiteKeys } from './keys/site-keys.ts'
import { CardIssuing } from './link/card-issuing.ts'
import { HubConnection } from './link/hub-connection.ts'
import { project } from './projections/index.ts'
import { settleDatabaseKey } from './safety/rekey.ts'
import { SiteSafety } from './safety/site-safety.ts'
import type { SiteSettings } from './settings/site-settings.ts'
import type { Site } from './site.ts'
import { guardClock } from './store/clock-guard.ts'
import type { Database } from './store/database.ts'
import { holdFolder } from './store/hold-folder.ts'
import { openStore } from './store/open-store.ts'
import { readFact, writeFact } from './store/site-facts.ts'
import { SecureListener } from './tls/secure-listener.ts'

export interface RunningSite {
  readonly site: Site
  readonly server: FastifyInstance
  /** The port it listens on: the one asked for, or the one the system chose for 0. */
  readonly port: number
  stop(): Promise<void>
}

/**
 * Brings up one site node: file opened and checked, log and views agreed, desks served; then the link to the hub,
 * which no desk waits for.
 *
 * @throws SiteRunsError when another process has this data; the errors of keys, file and settings
 */
export async function startSite(
  settings: SiteSettings,
  log: Logger,
  showCredentials: (credentials: Credential[]) => void,
): Promise<RunningSite> {
  // Before keys are made or the file is opened: two processes on one log would stop each other in the middle of a day.
  const release = holdFolder(settings.dataDir)
  try {
    const running = await startHeldSite(settings, log, showCredentials)
    return { ...running, stop: () => running.stop().finally(release) }
  } catch (error) {
    release()
    throw error
  }
}

async function startHeldSite(
  settings: SiteSettings,
  log: Logger,
  showCredentials: (credentials: Credential[]) => void,
): Promise<RunningSite> {
  settleDatabaseKey(settings.dataDir, settings.passphrase ?? null)
  const keys = openSiteKeys(join(settings.dataDir, 'keys'), settings.passphrase ?? null)
  const db = openStore(settings.dataDir, keys.databaseKey, keys.nextDatabaseKey)
  guardClock(db, settings.clockIsSimulated)
  const identity = rememberIdentity(db, settings)
  const epoch = Number(readFact(db, 'epoch') ?? 1)

  const journal = new Journal({
    database: db,
    site: identity.siteId,
    epoch,
    logKey: keys.logKey,
    clock: settings.clock,
    project,
  })
  const cardIssuing = new CardIssuing(db, settings.clock)
  await cardIssuing.load()
  const live = new LiveUpdates()
  journal.subscribe((events) => live.publish(topicsOf(events)))
  const logVerifierKey = formatVkey(verifierOf(siteSigner(identity.siteId, epoch, keys.logKey)))
  const link = new HubConnection({
    settings,
    identity,
    epoch,
    db,
    journal,
    keys,
    logVerifierKey,
    cardIssuing,
    live,
    log,
  })

  const safety = new SiteSafety({
    dataDir: settings.dataDir,
    databaseKeys: [keys.databaseKey, keys.nextDatabaseKey],
    timeZone: identity.timeZone,
    clock: settings.clock,
    db,
    journal,
    live,
    log,
  })

  const secure =
    settings.tlsPort === null
      ? null
      : await SecureListener.open({
          directory: join(settings.dataDir, 'keys'),
          siteId: identity.siteId,
          host: settings.host,
          port: settings.tlsPort,
          clock: systemClock,
          log,
        })

  const site: Site = {
    ...identity,
    version: productVersion(),
    clock: settings.clock,
    clockIsSimulated: settings.clockIsSimulated,
    nationalCardWaitSeconds: settings.nationalCardWaitSeconds,
    twoDevices: settings.twoDevices,
    db,
    journal,
    keys,
    logKey: keys.logKey,
    logVerifierKey,
    cardSigner: signerFromKey(keys.deviceKey),
    cardIssuing,
    link,
    live,
    safety,
    secure,
    log,
  }
  await firstRun(site, settings.exampleCampaign, showCredentials)
  const server = await buildServer(site)
  await server.listen({ host: settings.host, port: settings.port })
  await secure?.start(server)
  link.start()
  safety.start()

  return {
    site,
    server,
    port: (server.server.address() as { port: number }).port,
    stop: async () => {
      live.close()
      await secure?.stop()
      await server.close()
      await link.stop()
      await safety.stop()
      journal.close()
      db.close()
    },
  }
}

export interface SiteIdentity {
  readonly siteId: string
  readonly siteName: string
  readonly timeZone: string
}

/** Who this site is was said at its first start; a changed setting does not rename a log. */
function rememberIdentity(db: Database, settings: SiteSettings): SiteIdentity {
  const known = readFact(db, 'identity')
  if (known) return JSON.parse(known) as SiteIdentity
  const { siteId, siteName, timeZone } = settings
  writeFact(db, 'identity', JSON.stringify({ siteId, siteName, timeZone }))
  return { siteId, siteName, timeZone }
}

function productVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
