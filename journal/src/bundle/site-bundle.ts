import { hash, type KeyObject, sign, verify } from 'node:crypto'
import { deflateSync, inflateSync } from 'node:zlib'
import { isTally, type Tally } from '@sentra/contract'
import type { Batch } from '../replication/hub-link.ts'

/**
 * Days of a site's journal as a file: what would have gone over the network, in the same batches with the same
 * checkpoints, carried by hand.
 *
 *     {"bundle":"sentra-bundle/v1","site":…,"tally":…,"batches":[{"from":1,"count":1000,"checkpoint":…},…]}
 *     event line
 *     event line …
 *     signature of everything above, by the key of the log
 *
 * Deflated, then encrypted with age to the hub and to the site itself: a stick that is lost tells nobody anything.
 */
export interface SiteBundle {
  readonly site: string
  readonly epoch: number
  readonly madeAt: string
  /** An age recipient of this site: the reply is encrypted to it. */
  readonly replyTo: string
  /** Which part of the feed the reply should hold; null asks for none of it. */
  readonly feed: { readonly after: number; readonly limit: number } | null
  readonly tally: Tally | null
  readonly batches: readonly Batch[]
}

export type BundleFault = 'damaged-bundle' | 'another-format' | 'bad-signature' | 'too-large'

const format = 'sentra-bundle/v1'
/** A clinic of 2,000 people a day writes 10 MB a day; two weeks of that. */
export const bundleBytesMax = 256 * 1024 * 1024

export function encodeSiteBundle(bundle: SiteBundle, logKey: KeyObject): Buffer {
  const { batches, ...header } = bundle
  const index = batches.map(({ epoch, from, lines, checkpoint }) => ({
    epoch,
    from,
    count: lines.length,
    checkpoint,
  }))
  const text = [
    JSON.stringify({ bundle: format, ...header, batches: index }),
    ...batches.flatMap(({ lines }) => lines),
  ]
    .map((line) => `${line}\n`)
    .join('')
  const signature = sign(null, digest(text), logKey).toString('base64url')
  return deflateSync(Buffer.from(`${text}${signature}\n`, 'utf8'))
}

/**
 * Reads a bundle. Its `site` is only a claim until `isSignedBy` has answered: the reader looks up that site's key
 * and then asks.
 */
export function decodeSiteBundle(
  bytes: Uint8Array,
): { bundle: SiteBundle; isSignedBy(publicKey: KeyObject): boolean } | { fault: BundleFault } {
  let text: string
  try {
    text = inflateSync(bytes, { maxOutputLength: bundleBytesMax }).toString('utf8')
  } catch (error) {
    return {
      fault: (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : 'damaged-bundle',
    }
  }
  const end = text.lastIndexOf('\n', text.length - 2) + 1
  const signed = text.slice(0, end)
  const signature = Buffer.from(text.slice(end).trim(), 'base64url')
  const [first = '', ...lines] = signed.split('\n').slice(0, -1)
  const header = parseHeader(first)
  if (header === undefined) return { fault: 'damaged-bundle' }
  if (header.bundle !== format) return { fault: 'another-format' }
  const { batches: index, bundle: _, ...rest } = header
  let at = 0
  const batches = index.map(({ epoch, from, count, checkpoint }) => {
    const batch = { epoch, from, lines: lines.slice(at, at + count), checkpoint }
    at += count
    return batch
  })
  if (at !== lines.length) return { fault: 'damaged-bundle' }
  return {
    bundle: { ...rest, batches },
    isSignedBy: (publicKey) => verify(null, digest(signed), publicKey, signature),
  }
}

interface Header extends Omit<SiteBundle, 'batches'> {
  readonly bundle: string
  readonly batches: readonly { epoch: number; from: number; count: number; checkpoint: string }[]
}

function parseHeader(line: string): Header | undefined {
  try {
    const header = JSON.parse(line) as Header
    const { feed, batches, tally, site, epoch, replyTo } = header
    const isWhole = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0
    const good =
      typeof site === 'string' &&
      typeof replyTo === 'string' &&
      isWhole(epoch) &&
      (tally === null || isTally(tally)) &&
      (feed === null || (isWhole(feed.after) && isWhole(feed.limit))) &&
      batches.every(
        (batch) =>
          isWhole(batch.from) &&
          isWhole(batch.count) &&
          isWhole(batch.epoch) &&
          typeof batch.checkpoint === 'string',
      )
    return good ? header : undefined
  } catch {
    return undefined
  }
}

function digest(text: string): Buffer {
  return hash('sha256', `${format}\n${text}`, 'buffer')
}
