import { type BatchRefusal, isBatchRefusal } from '@sentra/contract'
import {
  answerBundle,
  type BundleFault,
  decodeSiteBundle,
  encodeReplyBundle,
  parseVkey,
  seal,
  unseal,
} from '@sentra/journal'
import { acceptEvents } from '../accept/accept-events.ts'
import { findSite } from '../accept/authenticate-site.ts'
import { readFeed, readHead } from '../accept/feed.ts'
import { keepTally } from '../accept/tally.ts'
import type { HubParts } from '../http/parts.ts'
import { HttpRefusal } from '../http/refusal.ts'
import { bundleIdentity } from './bundle-identity.ts'

/**
 * Takes in the days of a site that somebody carried here, by the same rules as over the network, and answers with a
 * reply for the way back. The site's signature is the proof of origin; who carries it does not matter, and carrying it
 * twice changes nothing.
 */
export async function takeBundle(parts: HubParts, sealed: Uint8Array): Promise<Uint8Array> {
  const { database, identity, clock } = parts
  const opened = await unseal(sealed, (await bundleIdentity(identity)).identity)
  const read = opened === undefined ? { fault: 'damaged-bundle' as const } : decodeSiteBundle(opened)
  if ('fault' in read) throw bundleRefused(read.fault)
  const { bundle } = read
  const site = await findSite(database, bundle.site)
  if (!site || !read.isSignedBy(parseVkey(site.logKey).publicKey)) throw bundleRefused('bad-signature')
  const reply = await answerBundle(
    bundle,
    {
      head: () => readHead(database, site),
      keepTally: async (tally) => void (await keepTally(database, site, tally, clock.now())),
      readFeed: (after, limit) => readFeed(database, site, after, limit),
      acceptEvents: async (batch) => {
        const lines = batch.lines.map((line) => Buffer.from(line, 'utf8'))
        const body = Buffer.from(batch.lines.map((line) => `${line}\n`).join(''), 'utf8')
        try {
          return await acceptEvents(database, identity, site, { ...batch, lines, body }, clock.now())
        } catch (error) {
          return refusalOf(error)
        }
      },
    },
    clock.now(),
  )
  parts.onAccepted()
  return seal(encodeReplyBundle(reply, identity.witnesses, clock.now()), bundle.replyTo)
}

/** A batch that is refused is an answer; anything else is not. */
function refusalOf(error: unknown): BatchRefusal {
  if (error instanceof HttpRefusal && isBatchRefusal(error.body)) return error.body
  throw error
}

function bundleRefused(fault: BundleFault): HttpRefusal {
  const { id, en } = words[fault]
  return new HttpRefusal(fault === 'too-large' ? 413 : 422, fault, { id, en })
}

const words: Record<BundleFault, { id: string; en: string }> = {
  'damaged-bundle': {
    id: 'Bundel rusak, atau dibuat untuk hub lain. Buat lagi di sentra: sentra bundle write.',
    en: 'The bundle is damaged, or was made for another hub. Write it again at the site: sentra bundle write.',
  },
  'another-format': {
    id: 'Bundel dibuat oleh versi yang lebih baru. Perbarui hub.',
    en: 'The bundle was made by a newer version. Update the hub.',
  },
  'bad-signature': {
    id: 'Bundel tidak ditandatangani oleh sentra yang terdaftar di sini.',
    en: 'The bundle is not signed by a site that is enrolled here.',
  },
  'too-large': {
    id: 'Bundel terlalu besar. Buat lagi setelah tanda terima terakhir dibaca di sentra.',
    en: 'The bundle is too large. Write it again after the last receipt was read at the site.',
  },
}
