import type { BatchReceipt, JournalHead, RecordReceipt } from '@sentra/contract'
import {
  type AcceptedBatch,
  acceptBatch,
  type CheckedLine,
  type Checkpoint,
  cosignCheckpoint,
  decodeFrontier,
  encodeFrontier,
  frontierRoot,
} from '@sentra/journal'
import { HttpRefusal } from '../http/refusal.ts'
import type { HubIdentity } from '../issue/hub-identity.ts'
import type { Database } from '../store/database.ts'
import type { KnownSite } from './authenticate-site.ts'
import { batchRefused, quarantined } from './batch-refusals.ts'
import type { KnownHeads } from './known-heads.ts'
import { quarantine } from './quarantine.ts'
import { setAsideRefused } from './set-aside.ts'
import { siteVerifierOf } from './site-verifier.ts'
import {
  leavesBetween,
  lockHeads,
  type StoredHead,
  storeEvents,
  storeHeads,
  withoutRepeats,
} from './store-events.ts'
import { validateEventData } from './validate-event.ts'

/** A site sends at most this many; a batch of usual events is then far below the bound in bytes. */
export const eventsPerBatchMax = 2000

export type IncomingBatch = {
  epoch: number
  /** The `seq` of the first line. */
  from: number
  /** Raw event lines, without their newlines. */
  lines: Uint8Array[]
  /** The site's signed note for the size after the batch. */
  checkpoint: string
  /** Its lines as they were checked before their turn (line-checker.ts). */
  checked?: readonly CheckedLine[] | undefined
  /** As it came, for the record of a fork. */
  body: Uint8Array
  /** The checkpoint with its signature verified by `logKey`, when that was done before. */
  opened?: { checkpoint: Checkpoint; logKey: string } | undefined
  /** Throws a refusal when the request is not the site's own. Asked before a batch is said not to fit. */
  prove?: (() => void) | undefined
}

/** A batch and whose it is. One group never has two of one site. */
export type Delivery = { site: KnownSite; batch: IncomingBatch }

/**
 * Takes a batch of a site's journal: checks it against the tree the hub has cosigned so far, stores
 * it, commits, and answers with the receipt.
 */
export async function acceptEvents(
  database: Database,
  identity: HubIdentity,
  site: KnownSite,
  batch: IncomingBatch,
  now: Date,
): Promise<BatchReceipt> {
  const [answer] = await acceptGroup(database, identity, [{ site, batch }], now)
  if ('receipt' in answer!) return answer
  throw answer!
}

/**
 * Takes batches of several sites with one commit. Each is judged alone: one that is refused takes nothing from the
 * others. The rows of the heads are locked in one order, so hubs that work side by side take turns.
 *
 * A receipt is made inside the transaction and leaves only after its commit: whoever holds one can be
 * sure that every event under it is on the hub's disk. Sending a batch again changes no row.
 */
export async function acceptGroup(
  database: Database,
  identity: HubIdentity,
  deliveries: readonly Delivery[],
  now: Date,
  known?: KnownHeads,
): Promise<(BatchReceipt | HttpRefusal)[]> {
  const verdicts = await database.transaction(async (transaction) => {
    const heads = await lockHeads(transaction, deliveries)
    const overlaps = await leavesBetween(transaction, deliveries, heads)
    const judged = deliveries.map((delivery, index) => {
      const head = heads.get(delivery.site.siteId)
      return judge(delivery, head, overlaps[index]!)
    })
    const taken = judged.filter((each) => each.verdict === 'taken')
    const outcomes = await withoutRepeats(transaction, taken)
    for (const [index, each] of taken.entries()) each.outcomes = outcomes[index]!
    const grown = taken.filter(({ fresh, head }) => fresh.length > 0 || head.receipt === null)
    for (const each of grown) cosign(each, identity, now)
    await storeEvents(transaction, grown, now)
    await storeHeads(
      transaction,
      grown.map(({ after }) => toStoredHead(after)),
      now,
    )
    const stored = grown.map(({ delivery, outcomes }) => ({ siteId: delivery.site.siteId, outcomes }))
    await setAsideRefused(transaction, stored, now)
    return judged
  })
  const answers: (BatchReceipt | HttpRefusal)[] = []
  for (const each of verdicts) {
    if (each.verdict === 'taken') {
      known?.remember(each.after)
      answers.push(receiptFor(each))
    } else {
      answers.push(await refuse(each))
    }
  }
  return answers

  /** A stranger who sends an overheard checkpoint with other lines must not bring a site into quarantine. */
  async function refuse({ delivery, refused, head }: Refused): Promise<HttpRefusal> {
    const { site, batch } = delivery
    try {
      batch.prove?.()
    } catch (error) {
      if (error instanceof HttpRefusal) return error
      throw error
    }
    if (refused === 'site-quarantined') return quarantined()
    if (refused === 'fork') await quarantine(database, site.siteId, batch, now)
    return batchRefused(refused, head)
  }
}

/** A batch that fits, with what is to be stored of it. */
export type Taken = {
  verdict: 'taken'
  delivery: Delivery
  head: StoredHead
  batch: AcceptedBatch
  /** The records the hub has not had before. */
  fresh: AcceptedBatch['records']
  outcomes: RecordReceipt[]
  /** As the log stands when this is committed, with its receipt. */
  after: StoredHead
}

type Refused = {
  verdict: 'refused'
  delivery: Delivery
  refused: Parameters<typeof batchRefused>[0] | 'site-quarantined'
  head: JournalHead | undefined
}

/** Whether the batch follows from this head, and what is new in it. Stores nothing. */
export function judge(
  delivery: Delivery,
  head: StoredHead | undefined,
  overlap: ReadonlyMap<number, Uint8Array>,
): Taken | Refused {
  const { site, batch } = delivery
  if (!head || batch.epoch !== head.siteEpoch)
    return { verdict: 'refused', delivery, refused: 'wrong-epoch', head: undefined }
  if (head.siteState === 'quarantined')
    return { verdict: 'refused', delivery, refused: 'site-quarantined', head: undefined }
  const taken = acceptBatch({
    site: site.siteId,
    knownHead: { epoch: batch.epoch, size: head.size, frontier: decodeFrontier(head.size, head.frontier) },
    from: batch.from,
    lines: batch.lines,
    checked: batch.checked,
    checkpointNote: batch.checkpoint,
    siteVerifier: siteVerifierOf(head.logKey),
    openedCheckpoint: batch.opened?.logKey === head.logKey ? batch.opened.checkpoint : undefined,
    existingLeafHash: (seq) => overlap.get(seq),
    validate: (event) => validateEventData(event.type, event.data),
  })
  if ('refused' in taken) {
    const stands = toHead(batch.epoch, head.size, head.root)
    return { verdict: 'refused', delivery, refused: taken.refused, head: stands }
  }
  const fresh = taken.records.filter((record) => record.seq > head.size)
  return { verdict: 'taken', delivery, head, batch: taken, fresh, outcomes: [], after: head }
}

/** What `storeHeads` writes. */
export function toStoredHead({ site, epoch, size, frontier, root, receipt, lastEventId: last }: StoredHead) {
  return { site, epoch, size, frontier: frontier.toString('hex'), root: root.toString('hex'), receipt, last }
}

/** Makes the receipt of a batch that is about to be committed, once, with the head it is for. It leaves after that. */
export function cosign(taken: Taken, identity: HubIdentity, now: Date): void {
  const { delivery, batch, head, fresh } = taken
  let lastEventId = head.lastEventId
  for (const { event } of fresh)
    if (event && (lastEventId === null || event.eventId > lastEventId)) lastEventId = event.eventId
  taken.after = {
    ...head,
    size: batch.newSize,
    frontier: Buffer.from(encodeFrontier(batch.newFrontier)),
    root: Buffer.from(frontierRoot(batch.newFrontier)),
    receipt: cosignByAll(delivery.batch.checkpoint, identity.witnesses, now),
    lastEventId,
  }
}

/** By every witness in force: a site that knows only the one before a rotation is answered too. */
function cosignByAll(note: string, witnesses: HubIdentity['witnesses'], now: Date): string {
  return witnesses.reduce((signed, witness) => cosignCheckpoint(signed, witness, now), note)
}

function toHead(epoch: number, size: number, root: Uint8Array): JournalHead {
  return { epoch, size, root: Buffer.from(root).toString('base64') }
}

/** What the hub had before is a duplicate; the rest has the outcome it was stored with. */
export function receiptFor({ delivery, batch, outcomes, after }: Taken): BatchReceipt {
  const head = toHead(delivery.batch.epoch, batch.newSize, after.root)
  const stored = new Map(outcomes.map((outcome) => [outcome.seq, outcome]))
  const all = batch.records.map(({ seq }) => stored.get(seq) ?? { seq, outcome: 'duplicate' as const })
  return { head, outcomes: all, receipt: after.receipt ?? '' }
}
