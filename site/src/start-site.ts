import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import { copyBackBeside, diskFreeShare, residentMegabytes, startSummary, Traffic } from '@sentra/journal'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { assembleSite } from './assemble-site.ts'
import { systemClock } from './clock/clock.ts'
import { type Credential, firstRun } from './example/first-run.ts'
import { registerWalletRoutes } from './exchange/wallet-routes.ts'
import { buildServer } from './http/server.ts'
import { settleDevice } from './link/own-device.ts'
import { openUsedNumbers } from './link/used-numbers.ts'
import { keysOfHeldSite } from './safety/rekey.ts'
import { beginAboveHub } from './safety/restore.ts'
import type { SiteSettings } from './settings/site-settings.ts'
import type { Site } from './site.ts'
import { holdFolder } from './store/hold-folder.ts'
import { openStore } from './store/open-store.ts'
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
    let running: RunningSite
    let changing: Promise<void> = Promise.resolve()
    let ended = false
    const start = (change: Partial<SiteSettings> = {}) =>
      startHeldSite({ ...settings, ...change }, log, showCredentials, () => {
        changing = changing.then(startAboveHub)
      })
    /** The desks are away for the seconds this takes, once, in the minute a restored site meets its hub. */
    const startAboveHub = async () => {
      if (ended) return
      const { port, site } = running
      await running.stop()
      const { epoch, events } = beginAboveHub(settings.dataDir, settings.passphrase ?? null)
      log.warn({ epoch, events }, 'the log began again above the epoch of the hub')
      running = await start({ port, tlsPort: site.secure?.port ?? settings.tlsPort })
    }
    running = await start()
    return {
      get site() {
        return running.site
      },
      get server() {
        return running.server
      },
      get port() {
        return running.port
      },
      stop: async () => {
        ended = true
        try {
          await changing
          await running.stop()
        } finally {
          release()
        }
      },
    }
  } catch (error) {
    release()
    throw error
  }
}

async function startHeldSite(
  settings: SiteSettings,
  log: Logger,
  showCredentials: (credentials: Credential[]) => void,
  beginLaterEpoch: () => void,
): Promise<RunningSite> {
  const keys = keysOfHeldSite(settings.dataDir, settings.passphrase ?? null)
  const db = openStore(settings.dataDir, keys.databaseKey, keys.nextDatabaseKey)
  settleDevice(db, settings.dataDir, (below) => randomInt(below))
  const assembled = await assembleSite(settings, keys, db, log)
  assembled.cardIssuing.noteIn(openUsedNumbers(settings.dataDir))

  const secure =
    settings.tlsPort === null
      ? null
      : await SecureListener.open({
          directory: join(settings.dataDir, 'keys'),
          siteId: assembled.siteId,
          host: settings.host,
          port: settings.tlsPort,
          clock: systemClock,
          log,
        })

  const site: Site = { ...assembled, secure }
  await firstRun(site, settings.exampleCampaign, showCredentials)
  let ending = false
  const traffic = new Traffic()
  const server = await buildServer(site, settings.connections, () => ending, traffic)
  registerWalletRoutes(server, site, settings.hubUrl)
  await server.listen({ host: settings.host, port: settings.port })
  await secure?.start(server)
  site.link.start(beginLaterEpoch)
  site.safety.start()
  const copyBack = copyBackBeside(site.journal, Buffer.from(keys.databaseKey, 'hex'), (error) =>
    log.warn({ error: error.message }, 'the write-ahead log is copied back between commits'),
  )

  const summary = startSummary({
    seconds: settings.summarySeconds ?? 0,
    take: () => traffic.take(),
    state: () => {
      const { state, waiting, outages } = site.link.view()
      const { log: journal, diskLow } = site.safety.view()
      return { link: state, outagesOpen: outages?.length ?? 0, backlog: waiting, journal, diskLow }
    },
    figures: () => ({
      diskFreeShare: Math.round((diskFreeShare(settings.dataDir) ?? 0) * 1_000) / 1_000,
      memoryMegabytes: residentMegabytes(),
    }),
    tell: (line) => log.info(line, 'summary'),
  })

  return {
    site,
    server,
    port: (server.server.address() as { port: number }).port,
    stop: async () => {
      // What was on its way to us in this moment is told to come back; what we have taken in is answered.
      ending = true
      summary.stop()
      site.live.close()
      await new Promise((resolve) => setTimeout(resolve, latecomersMs))
      await secure?.stop()
      const late = setTimeout(() => server.server.closeAllConnections(), answersFinishWithinMs)
      await server.close().finally(() => clearTimeout(late))
      await site.link.stop()
      await site.safety.stop()
      await copyBack.stop()
      site.journal.close()
      db.close()
    },
  }
}

/** As long as a request takes that was sent in the moment we were asked to end. */
const latecomersMs = 100
/** A commit takes milliseconds, a long list of papers a second or two. */
const answersFinishWithinMs = 3_000
