import type { Tally } from '@sentra/contract'
import { batchBytesMax, batchEventsStart, feedPageMax } from '../replication/wire.ts'
import type { Journal } from '../store/journal.ts'
import type { SiteBundle } from './site-bundle.ts'

/**
 * Everything the hub has not vouched for yet, as one bundle. Packing changes nothing: until the reply is read, the
 * next bundle holds the same events again, and the hub counts them once.
 */
export function packJournal(
  journal: Journal,
  more: { tally: Tally; replyTo: string; madeAt: string },
): SiteBundle {
  const { receiptSize, feedCursor } = journal.replication.state()
  const batches: SiteBundle['batches'][number][] = []
  for (let from = receiptSize + 1; from <= journal.size; ) {
    const lines: string[] = []
    let bytes = 0
    for (const { line } of journal.lines(from, batchEventsStart)) {
      bytes += Buffer.byteLength(line, 'utf8') + 1
      if (lines.length > 0 && bytes > batchBytesMax) break
      lines.push(line)
    }
    batches.push({
      epoch: journal.epoch,
      from,
      lines,
      checkpoint: journal.checkpoint(from + lines.length - 1),
    })
    from += lines.length
  }
  const { site, epoch } = journal
  return { site, epoch, ...more, feed: { after: feedCursor, limit: feedPageMax }, batches }
}
