import { existsSync, mkdirSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import {
  diskFreeShare,
  lowDiskShare,
  residentMegabytes,
  startSummary,
  Traffic,
  TurnBook,
} from '@sentra/journal'
import type { Logger } from 'pino'
import { openAcceptor } from './accept/acceptor.ts'
import { openAdmission } from './accept/admission.ts'
import { openSiteDirectory } from './accept/authenticate-site.ts'
import { createEnrolmentCode } from './accept/enrolment-code.ts'
import { simulatedClock, systemClock } from './clock.ts'
import { type ConsoleRole, ensureFirstUser } from './console/users.ts'
import { type HubMetrics, openMetrics } from './http/metrics.ts'
import { metricsToken } from './http/metrics-token.ts'
import { openReadiness } from './http/readiness.ts'
import { buildServer } from './http/server.ts'
import { openHubIdentity } from './issue/hub-identity.ts'
import { readOfflineRoot } from './issue/offline-root.ts'
import { keysPassphrase } from './issue/passphrase.ts'
import { startPublisher } from './issue/publisher.ts'
import { importTrustBundle } from './issue/trust-bundle.ts'
import { writeSecretFile } from './issue/write-whole-file.ts'
import { startEmbeddedPostgres } from './postgres/index.ts'
import { openPress, pressMemory } from './project/press.ts'
import { startProjectorThread } from './project/projector-thread.ts'
import type { Settings } from './settings.ts'
import { openDatabase } from './store/database.ts'
import { guardClock } from './store/hub-facts.ts'
import { migrate } from './store/migrate.ts'
import { watchFloor } from './store/watch-floor.ts'

export type RunningHub = {
  port: number
  /** Settles when PostgreSQL left by itself: the hub cannot go on. Never settles with a `DATABASE_URL`. */
  databaseGone: Promise<void>
  /** Settles with the step of the database, made by a newer hub, that this one may not work with. */
  tooOld: Promise<string>
  /** Ends in order: no new requests, those in hand finished, then workers, connections and PostgreSQL. */
  stop(): Promise<void>
}

/** Requests that are being answered when the hub is asked to stop have this long. */
const answersFinishWithinMs = 3_000
/** As long as a request takes that was sent in that moment. */
const latecomersMs = 200

/**
 * Starts one hub: database, schema, keys, public files, projector, HTTP. Throws a sentence for a person
 * when it cannot; whatever it had started is stopped then.
 */
export async function startHub(
  settings: Settings,
  log: Logger,
  announce: (user: { name: string; role: ConsoleRole; password: string }) => void,
): Promise<RunningHub> {
  const clock = settings.simulatedClock ? simulatedClock(settings.simulatedClock) : systemClock
  mkdirSync(settings.dataDir, { recursive: true, mode: 0o755 })
  const undo: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    const postgres = settings.databaseUrl
      ? undefined
      : await startEmbeddedPostgres({ dataDir: join(settings.dataDir, 'postgres'), log })
    if (postgres) undo.push(postgres.stop)
    const connectionString = settings.databaseUrl ?? postgres!.connectionString
    const database = openDatabase(connectionString)
    undo.push(database.close)

    const { applied } = await migrate(database, clock.now())
    if (applied.length > 0) log.info({ applied: applied.length }, 'database migrated')
    const floor = watchFloor(database)
    undo.push(async () => floor.stop())
    await guardClock(database, settings.simulatedClock !== undefined)
    const passphrase = keysPassphrase(settings.dataDir, process.env)
    if (passphrase.from === 'file-beside-the-keys')
      log.warn('the passphrase of the keys lies beside them. For real data set SENTRA_KEYS_PASSPHRASE')
    const identity = await openHubIdentity(database, settings.dataDir, clock.now(), {
      clock,
      passphrase: passphrase.text,
    })
    const { keeper } = identity
    if (keeper) undo.push(keeper.stop)
    const installed = readOfflineRoot(settings.dataDir)
    if (installed) await importTrustBundle(database, installed, clock.now())
    await ensureFirstUser(database, clock.now(), announce)
    if (settings.firstSiteName) await leaveFirstCode(settings.firstSiteName)

    const publicDir = join(settings.dataDir, 'public')
    const publisher = await startPublisher(database, identity, settings.dataDir, clock, log)
    undo.push(publisher.stop)
    const memory = pressMemory()
    const press = openPress(memory).notes
    const projector = startProjectorThread(
      {
        connectionString,
        dataDir: settings.dataDir,
        simulatedClock: settings.simulatedClock,
        passphrase: passphrase.text,
        press: memory,
      },
      log,
      keeper,
    )
    undo.push(projector.stop)

    const admission = openAdmission({ now: () => performance.now() })
    const readiness = openReadiness(database)
    const metrics: HubMetrics = openMetrics(
      database,
      () => clock.now(),
      () => ({
        events: 0,
        ...admission.inFlight(),
        ready: readiness.last(),
      }),
    )
    const traffic = new Traffic()
    let eventsTaken = 0
    const summary = startSummary({
      seconds: settings.summarySeconds,
      take: () => {
        const taken = { ...traffic.take(), events: eventsTaken }
        eventsTaken = 0
        return taken
      },
      state: async () => {
        const behind = await metrics.behind()
        const diskLow = (diskFreeShare(settings.dataDir) ?? 1) < lowDiskShare
        return { database: behind ? 'up' : 'away', diskLow, ...behind, inHand: admission.inFlight().batches }
      },
      figures: () => ({
        diskFreeShare: Math.round((diskFreeShare(settings.dataDir) ?? 0) * 1_000) / 1_000,
        memoryMegabytes: residentMegabytes(),
      }),
      tell: (line) => log.info(line, 'summary'),
    })
    undo.push(async () => summary.stop())
    const onCommit = ({ batches, events, seconds }: { batches: number; events: number; seconds: number }) => {
      metrics.accepted(batches, events)
      traffic.accepted(batches)
      eventsTaken += events
      metrics.committed(seconds)
    }
    const server = await buildServer(
      {
        database,
        identity,
        clock,
        admission: readiness.watch(admission, press.batches),
        acceptor: openAcceptor(database, identity, clock, { onCommit, press }),
        directory: openSiteDirectory(database, clock),
        turns: new TurnBook({ now: () => performance.now() }),
        metrics,
        traffic,
        metricsToken: metricsToken(settings.dataDir),
        hubName: settings.hubName,
        timeZone: settings.timeZone,
        publicAddress: settings.publicAddress,
        publicDir,
        connections: settings.connections,
        isStopping: readiness.isStopping,
        isReady: readiness.isReady,
        onAccepted: projector.wake,
      },
      log,
    )
    undo.push(async () => {
      readiness.stopping()
      // What was on its way to us when we were asked to end is answered: "come back in five seconds".
      await new Promise((resolve) => setTimeout(resolve, latecomersMs))
      // A connection that was answered while we closed stays open for its next request: it is not waited for.
      const late = setTimeout(() => server.server.closeAllConnections(), answersFinishWithinMs)
      await server.close().finally(() => clearTimeout(late))
    })
    await server.listen({ host: settings.host, port: settings.port })
    const { port } = server.server.address() as AddressInfo
    const databaseGone = postgres ? postgres.exited.then(() => {}) : new Promise<void>(() => {})
    return { port, databaseGone, tooOld: floor.passed, stop }

    async function leaveFirstCode(siteName: string): Promise<void> {
      const file = join(settings.dataDir, 'first-site-enrolment-code')
      const [known] = await database.query(
        'SELECT 1 FROM sites UNION ALL SELECT 1 FROM enrolment_codes LIMIT 1',
      )
      if (known || existsSync(file)) return
      const { code } = await createEnrolmentCode(database, {
        siteName,
        validHours: 24 * 14,
        now: clock.now(),
      })
      writeSecretFile(file, `${code}\n`)
    }
  } catch (error) {
    await stop().catch(() => {})
    throw error
  }
}
