import type { BatchReceipt, BatchRefusal, FeedPage, JournalHead, Tally } from '@sentra/contract'
import type { Batch } from '../replication/hub-link.ts'
import type { ReplyBundle } from './reply-bundle.ts'
import type { SiteBundle } from './site-bundle.ts'

/** What a hub does for one site, whatever brought the request. */
export interface HubSide {
  head(): Promise<JournalHead>
  acceptEvents(batch: Batch): Promise<BatchReceipt | BatchRefusal>
  keepTally(tally: Tally): Promise<void>
  readFeed(after: number, limit: number): Promise<FeedPage>
}

/** Does what the bundle asks, in the order in which the network would: tally, batches, feed. */
export async function answerBundle(bundle: SiteBundle, hub: HubSide, now: Date): Promise<ReplyBundle> {
  if (bundle.tally !== null) await hub.keepTally(bundle.tally)
  const answers: (BatchReceipt | BatchRefusal)[] = []
  for (const batch of bundle.batches) {
    const answer = await hub.acceptEvents(batch)
    answers.push(answer)
    if (!('receipt' in answer)) break
  }
  const { site, epoch, feed } = bundle
  return {
    site,
    epoch,
    madeAt: now.toISOString(),
    head: await hub.head(),
    answers,
    feed: feed === null ? null : { after: feed.after, page: await hub.readFeed(feed.after, feed.limit) },
  }
}
