import {
  applyFeedPage,
  decodeReplyBundle,
  encodeSiteBundle,
  type Journal,
  keepReceipt,
  newSealIdentity,
  packJournal,
  parseRecipientNote,
  seal,
  unseal,
} from '@sentra/journal'
import type { SiteKeys } from '../keys/site-keys.ts'
import { type Database, row } from '../store/database.ts'
import { readFact, writeFact } from '../store/site-facts.ts'
import { applyFeed } from './apply-feed.ts'
import { readEnrolment, witnessesOf } from './enrolment.ts'
import { siteTally } from './site-tally.ts'

/** A site without a line for days: its records go to the hub on a stick, and the receipt comes back on it. */

export class BundleError extends Error {
  override name = 'BundleError'
}

/**
 * Everything without a receipt, signed by this site's log and encrypted to the hub; and to the site itself, which has
 * the same events anyway, so that an audit here can compare the stick with the log.
 *
 * @throws BundleError when the site has never spoken with its hub: then it does not know to whom to encrypt
 */
export async function writeBundle(
  site: { journal: Journal; db: Database; keys: SiteKeys; timeZone: string },
  now: Date,
): Promise<{ sealed: Uint8Array; events: number }> {
  const { journal, db, keys, timeZone } = site
  const enrolment = readEnrolment(db)
  const file = row<{ body: Buffer }>(
    db,
    'SELECT body FROM public_files WHERE path = ?',
    'v1/bundles/recipient',
  )
  const note = file?.body.toString('utf8')
  const recipient = enrolment && note ? parseRecipientNote(note, witnessesOf(enrolment, now)) : undefined
  if (recipient === undefined) {
    throw new BundleError(
      'This site does not know its hub’s key for bundles yet. It must have been online once since its enrolment. · ' +
        'Sentra ini belum punya kunci bundel dari hub. Ia harus pernah tersambung sekali setelah pendaftaran.',
    )
  }
  const { recipient: replyTo } = await bundleIdentity(db)
  const tally = siteTally(journal, db, timeZone, now)
  const bundle = packJournal(journal, { tally, replyTo, madeAt: now.toISOString() })
  const sealed = await seal(encodeSiteBundle(bundle, keys.logKey), recipient, replyTo)
  return { sealed, events: bundle.batches.reduce((sum, { lines }) => sum + lines.length, 0) }
}

/**
 * Takes in what came back: receipts, what became of single records, and the hub's feed (national cards among it).
 * Each receipt is verified against this log before it is kept.
 *
 * @throws BundleError, ForkedError
 */
export async function readReply(
  site: { journal: Journal; db: Database },
  sealed: Uint8Array,
  now: Date,
): Promise<{ receiptSize: number; refused: number; feedEntries: number; stoppedBy: string | null }> {
  const { journal, db } = site
  const enrolment = readEnrolment(db)
  const content = await unseal(sealed, (await bundleIdentity(db)).identity)
  const witness = enrolment && witnessesOf(enrolment, now)
  const reply =
    content === undefined || !witness ? { fault: 'not-for-this-site' } : decodeReplyBundle(content, witness)
  if ('fault' in reply || reply.site !== journal.site || reply.epoch !== journal.epoch) {
    throw new BundleError(
      'This reply is not for this site, or was damaged on the way. Bring the bundle to the hub again. · ' +
        'Balasan ini bukan untuk sentra ini, atau rusak di jalan. Bawa bundel ke hub sekali lagi.',
    )
  }
  let refused = 0
  let stoppedBy: string | null = null
  for (const answer of reply.answers) {
    if (!('receipt' in answer)) {
      stoppedBy = answer.error
      break
    }
    await keepReceipt(journal, witness!, answer.receipt, answer.outcomes)
    refused += answer.outcomes.filter(({ outcome }) => outcome === 'refused').length
  }
  const entries = reply.feed?.page.entries ?? []
  await applyFeedPage(journal, (entry, { database }) => applyFeed(entry, database, now), entries)
  return {
    receiptSize: journal.replication.state().receiptSize,
    refused,
    feedEntries: entries.length,
    stoppedBy,
  }
}

/** One for the life of the file: replies to older bundles open too. */
async function bundleIdentity(db: Database): Promise<BundleIdentity> {
  const known = readBundleIdentity(db)
  if (known !== null) return known
  const fresh = await newSealIdentity()
  writeFact(db, 'bundle-identity', JSON.stringify(fresh))
  return fresh
}

export interface BundleIdentity {
  readonly identity: string
  readonly recipient: string
}

/** What opens this site's bundles and their replies; null while it has never written one. */
export function readBundleIdentity(db: Database): BundleIdentity | null {
  const known = readFact(db, 'bundle-identity')
  return known === null ? null : (JSON.parse(known) as BundleIdentity)
}
