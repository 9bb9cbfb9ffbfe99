import { join } from 'node:path'
import { isRefused, openTrustBundle } from '@sentra/card'
import type { Clock } from '../clock.ts'
import type { Database } from '../store/database.ts'
import { currentBulletin } from './bulletin.ts'
import { type GivenNumbers, noticeOlderDatabase } from './given-numbers.ts'
import type { HubIdentity } from './hub-identity.ts'
import { type PublishedLists, publishStatusLists } from './publish-status-lists.ts'
import { learnPublishedCounters } from './published-counters.ts'
import { settleStolenPlaces } from './stolen-places.ts'
import { currentTrustBundle, publishTrust } from './trust-bundle.ts'
import { writePublicFile } from './write-whole-file.ts'

/** A card exchanged now verifies as exchanged at the next fetch: within about a second. */
const lookMilliseconds = 500

/** With each tenth look: the places of stolen laptops (a week is no matter of seconds), and how many numbers are given. */
const looksForSlow = 10

/** Any number, the same in every hub. */
const publisherLock = 7_032_023
/** A keeper in another process may take ten seconds for a signature. */
const turnMilliseconds = 30_000

/**
 * Keeps the public files in step with the database. It looks twice a second and writes only what
 * changed, so a thousand exchanges in a second cost one signature.
 */
export async function startPublisher(
  database: Database,
  identity: HubIdentity,
  dataDir: string,
  clock: Clock,
  log: { warn(details: object, message: string): void },
): Promise<{ stop(): Promise<void> }> {
  const publicDir = join(dataDir, 'public')
  const reportAgain = await learnPublishedCounters(database, identity, publicDir)
  if (reportAgain.length > 0)
    log.warn(
      { devices: reportAgain },
      'this database does not know of laptops that were reported stolen. Report them again: sentra hub report-stolen',
    )
  let given: GivenNumbers | undefined
  const watchNumbers = async () => {
    const looked = await noticeOlderDatabase(database, dataDir, given)
    given = looked.given
    if (looked.mark)
      log.warn({ lists: looked.mark }, 'this database is an older copy: cards get their numbers on new lists')
  }
  const lists: PublishedLists = new Map()
  let bundle: Uint8Array | undefined
  let bulletinCounter: number | undefined
  let looks = 0
  const publish = () =>
    database.transaction(async (transaction) => {
      // One hub at a time, from reading to writing: an older file never lands on a newer one, in one folder or in two.
      // A hub that hangs in the middle loses its turn.
      await transaction.query(`SET LOCAL idle_in_transaction_session_timeout = '${turnMilliseconds}'`)
      await transaction.query('SELECT pg_advisory_xact_lock($1)', [publisherLock])
      await publishAll()
    })
  const publishAll = async () => {
    const now = clock.now()
    if (looks++ % looksForSlow === 0) {
      await watchNumbers()
      await settleStolenPlaces(database, now)
    }
    const newest = await currentTrustBundle(database, identity, now)
    if (!bundle || Buffer.compare(newest, bundle) !== 0) {
      const opened = await openTrustBundle(newest, identity.rootPublicKey)
      publishTrust(publicDir, identity, newest, isRefused<string>(opened) ? now : new Date(opened.issuedAt))
    }
    bundle = newest
    const bulletin = await currentBulletin(database, identity, now)
    if (bulletin && bulletin.counter !== bulletinCounter) {
      writePublicFile(join(publicDir, 'trust/bulletin.cwt'), bulletin.short, bulletin.issued_at)
      writePublicFile(join(publicDir, 'trust/bulletin-cards.cwt'), bulletin.long, bulletin.issued_at)
      bulletinCounter = bulletin.counter
    }
    await publishStatusLists(database, identity, publicDir, lists, now)
  }
  await publish()

  let stopping = false
  let rouse = () => {}
  const loop = async () => {
    while (!stopping) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, lookMilliseconds)
        rouse = () => {
          clearTimeout(timer)
          resolve()
        }
      })
      if (stopping) break
      await publish().catch((error: Error) => {
        log.warn({ reason: error.name, code: (error as { code?: string }).code }, 'public files wait')
      })
    }
  }
  const running = loop()
  return {
    stop: async () => {
      stopping = true
      rouse()
      await running
      await watchNumbers().catch(() => {})
    },
  }
}
