import type { KeyObject } from 'node:crypto'
import type { BatchReceipt, BatchRefusal, FeedPage, JournalHead, Tally } from '@sentra/contract'
import type { NoteVerifier } from '../checkpoint/note-key.ts'
import type { Clock } from '../clock.ts'
import { type Batch, type HubLink, HubLinkError, type TallyAnswer } from '../replication/hub-link.ts'
import { decodeReplyBundle, type ReplyBundle } from './reply-bundle.ts'
import { newSealIdentity, seal, unseal } from './seal.ts'
import { encodeSiteBundle, type SiteBundle } from './site-bundle.ts'

export interface BundleHubLinkOptions {
  readonly site: string
  readonly epoch: number
  readonly logKey: KeyObject
  /** The hub's age recipient. */
  readonly hubRecipient: string
  readonly witness: NoteVerifier
  readonly clock: Clock
  /** Takes a sealed bundle to the hub and comes back with its sealed reply: a person, a drive, a radio. */
  readonly carry: (bundle: Uint8Array) => Promise<Uint8Array>
}

/**
 * The hub over files: each call is a bundle that somebody carries. It is one more `HubLink`, so everything that holds
 * over the network holds over a stick, down to the last lost answer.
 */
export class BundleHubLink implements HubLink {
  readonly #options: BundleHubLinkOptions

  constructor(options: BundleHubLinkOptions) {
    this.#options = options
  }

  async head(): Promise<JournalHead> {
    return (await this.#exchange({})).head
  }

  async sendEvents(batch: Batch): Promise<BatchReceipt | BatchRefusal> {
    const [answer] = (await this.#exchange({ batches: [batch] })).answers
    if (answer === undefined) throw new HubLinkError('unreachable', { reason: 'a reply without an answer' })
    return answer
  }

  async sendTally(tally: Tally): Promise<TallyAnswer> {
    await this.#exchange({ tally })
    return {}
  }

  async feed(after: number, limit: number): Promise<FeedPage> {
    const { feed } = await this.#exchange({ feed: { after, limit } })
    if (feed === null) throw new HubLinkError('unreachable', { reason: 'a reply without the feed' })
    return feed.page
  }

  async #exchange(what: Partial<SiteBundle>): Promise<ReplyBundle> {
    const { site, epoch, logKey, hubRecipient, witness, clock, carry } = this.#options
    const { identity, recipient } = await newSealIdentity()
    const bundle: SiteBundle = {
      site,
      epoch,
      madeAt: clock.now().toISOString(),
      replyTo: recipient,
      feed: null,
      tally: null,
      batches: [],
      ...what,
    }
    const back = await carry(await seal(encodeSiteBundle(bundle, logKey), hubRecipient))
    const content = await unseal(back, identity)
    const reply = content === undefined ? { fault: 'damaged-bundle' } : decodeReplyBundle(content, witness)
    if ('fault' in reply) throw new HubLinkError('unreachable', { reason: reply.fault })
    return reply
  }
}
