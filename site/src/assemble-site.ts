import { readFileSync } from 'node:fs'
import { signerFromKey } from '@sentra/card/issue'
import { formatVkey, Journal, siteSigner, verifierOf } from '@sentra/journal'
import type { Logger } from 'pino'
import { LiveUpdates } from './http/live.ts'
import { topicsOf } from './http/topics.ts'
import type { SiteKeys } from './keys/site-keys.ts'
import { CardIssuing } from './link/card-issuing.ts'
import { HubConnection } from './link/hub-connection.ts'
import { deviceIdOf } from './link/own-device.ts'
import { project } from './projections/index.ts'
import { SiteSafety } from './safety/site-safety.ts'
import type { SiteSettings } from './settings/site-settings.ts'
import type { Site } from './site.ts'
import { guardClock } from './store/clock-guard.ts'
import type { Database } from './store/database.ts'
import { readFact, writeFact } from './store/site-facts.ts'

/**
 * Puts a site together over its opened file: the log, the views, cards, the link to the hub. Nothing listens and
 * nothing is sent yet, so a simulation may run it on a disk and in a time of its own.
 */
export async function assembleSite(
  settings: SiteSettings,
  keys: SiteKeys,
  db: Database,
  log: Logger,
): Promise<Site> {
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
  const cardIssuing = new CardIssuing(db, settings.clock, deviceIdOf(db, identity.siteId))
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
  return {
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
    secure: null,
    log,
  }
}

/** Who this site is was said at its first start; a changed setting does not rename a log. */
function rememberIdentity(db: Database, settings: SiteSettings): SiteIdentity {
  const known = readFact(db, 'identity')
  if (known) return JSON.parse(known) as SiteIdentity
  const { siteId, siteName, timeZone } = settings
  writeFact(db, 'identity', JSON.stringify({ siteId, siteName, timeZone }))
  return { siteId, siteName, timeZone }
}

export interface SiteIdentity {
  readonly siteId: string
  readonly siteName: string
  readonly timeZone: string
}

function productVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
