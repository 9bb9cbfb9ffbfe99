import { join } from 'node:path'
import type { Clock } from '../clock.ts'
import type { Database } from '../store/database.ts'
import { currentBulletin } from './bulletin.ts'
import type { HubIdentity } from './hub-identity.ts'
import { type PublishedLists, publishStatusLists } from './publish-status-lists.ts'
import { settleStolenPlaces } from './stolen-places.ts'
import { currentTrustBundle, publishTrust } from './trust-bundle.ts'
import { writePublicFile } from './write-whole-file.ts'

/** A card exchanged now verifies as exchanged at the next fetch: within about a second. */
const lookMilliseconds = 500

/** The places of stolen laptops are looked at with each tenth look: a week is not a matter of seconds. */
const looksForStolen = 10

/**
 * Keeps the public files in step with the database. It looks twice a second and writes only what
 * changed, so a thousand exchanges in a second cost one signature.
 */
export async function startPublisher(
  database: Database,
  identity: HubIdentity,
  publicDir: string,
  clock: Clock,
  log: { warn(details: object, message: string): void },
): Promise<{ stop(): Promise<void> }> {
  const lists: PublishedLists = new Map()
  let bundle: Uint8Array | undefined
  let bulletinCounter: number | undefined
  let looks = 0
  const publish = async () => {
    const now = clock.now()
    if (looks++ % looksForStolen === 0) await settleStolenPlaces(database, now)
    const newest = await currentTrustBundle(database, identity, now)
    if (!bundle || Buffer.compare(newest, bundle) !== 0) publishTrust(publicDir, identity, newest)
    bundle = newest
    const bulletin = await currentBulletin(database, identity, now)
    if (bulletin && bulletin.counter !== bulletinCounter) {
      writePublicFile(join(publicDir, 'trust/bulletin.cwt'), bulletin.short)
      writePublicFile(join(publicDir, 'trust/bulletin-cards.cwt'), bulletin.long)
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
    },
  }
}
