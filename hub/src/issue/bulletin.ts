import { createHash } from 'node:crypto'
import { signBulletin } from '@sentra/card/issue'
import type { Database } from '../store/database.ts'
import type { HubIdentity } from './hub-identity.ts'
import { readTrustNews } from './trust-news.ts'

export type SignedBulletin = {
  counter: number
  issued_at: Date
  /** Without the names of cards: one stolen laptop is under 300 bytes, for a text message. */
  short: Uint8Array
  /** With them, 8 bytes a card: what verifiers fetch when the root is far away. */
  long: Uint8Array
}

const day = 86_400_000
/** A bulletin is renewed with the next change; old bad news stays bad news all the same. */
const bulletinDays = 90

/**
 * The newest bulletin, signed anew when what it says has changed. Undefined while there was never anything
 * to say. Like the bundle's, its counter is a primary key: two hubs agree on one text for each number.
 */
export async function currentBulletin(
  database: Database,
  identity: HubIdentity,
  now: Date,
): Promise<SignedBulletin | undefined> {
  const news = await readTrustNews(database, now)
  const contentHash = createHash('sha256').update(JSON.stringify(news)).digest('hex')
  const newest = await readNewest(database)
  if (!newest && news.deniedDevices.length + news.extendedLists.length === 0) return undefined
  if (newest?.content_hash === contentHash && now.getTime() - newest.issued_at.getTime() < 30 * day)
    return newest
  const counter = (newest?.counter ?? 0) + 1
  const terms = {
    counter,
    issuedAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + bulletinDays * day).toISOString(),
    extendedLists: news.extendedLists,
  }
  const short = news.deniedDevices.map((entry) => ({ ...entry, goodCards: [] }))
  // With the names at hand the places would only let a thief sign a reported place anew.
  const long = news.deniedDevices.map(({ goodPlaces: _, ...entry }) => entry)
  await database.query(
    `INSERT INTO bulletins (counter, content_hash, issued_at, short, long)
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
    [
      counter,
      contentHash,
      now,
      await signBulletin({ ...terms, deniedDevices: short }, identity.statusSigner),
      await signBulletin({ ...terms, deniedDevices: long }, identity.statusSigner),
    ],
  )
  return readNewest(database)
}

async function readNewest(database: Database) {
  const [newest] = await database.query<{
    counter: number
    content_hash: string
    issued_at: Date
    short: Buffer
    long: Buffer
  }>('SELECT counter, content_hash, issued_at, short, long FROM bulletins ORDER BY counter DESC LIMIT 1')
  return newest
}
