import type { BatchReceipt } from '@sentra/contract'
import type { Clock } from '../clock.ts'
import { HttpRefusal } from '../http/refusal.ts'
import type { HubIdentity } from '../issue/hub-identity.ts'
import type { PressNotes } from '../project/press.ts'
import type { CommittingDatabase } from '../store/database.ts'
import { acceptGroup, type IncomingBatch } from './accept-events.ts'
import type { Lane } from './admission.ts'
import { appendGroup } from './append-group.ts'
import type { KnownSite } from './authenticate-site.ts'
import { chooseGroup } from './choose-group.ts'
import { openKnownHeads } from './known-heads.ts'
import { openLineChecker } from './line-checker.ts'

/**
 * Commits together whatever came during the last commit. No timer: a lone request is committed at once, and with
 * three hundred waiting the disk is asked once for all of them.
 *
 *     live ────▶ [ waiting ] ──▶ group: one batch a site ──▶ one commit ──▶ receipts    two groups under way
 *     backlog ─▶ lines checked ─▶ [ waiting ] ──▶ group ────▶ one commit ──▶ receipts   beside them, smaller ones
 *
 * A dose of this minute never shares a commit with a thousand of yesterday, nor waits until theirs is through.
 *
 * Nothing here is kept for longer than a request: the queue is the site's log, not this.
 */
export type Acceptor = {
  /** Throws an HttpRefusal when the batch is not taken, and the database's error when nothing was stored. */
  accept(site: KnownSite, batch: IncomingBatch, lane: Lane): Promise<BatchReceipt>
  waiting(): { batches: number; events: number }
}

/** Some sixty milliseconds of work. */
const eventsOfGroupMax = 2_000
const batchesOfGroupMax = 256
/** One is written while the other is read. */
const groupsAtOnce = 2
/** While there is something live as well, a backlog takes half of that: one group under way, and a small one. */
const besideLive = { groups: 1, events: 1_000 }
/** A live batch came within so long: the next one is near. */
const liveMilliseconds = 1_000

type Waiting = {
  site: KnownSite
  batch: IncomingBatch
  lane: Lane
  done(answer: BatchReceipt | HttpRefusal): void
  failed(error: unknown): void
}

export function openAcceptor(
  database: CommittingDatabase,
  identity: HubIdentity,
  clock: Clock,
  {
    onCommit = () => {},
    press,
  }: {
    onCommit?: (commit: { batches: number; events: number; seconds: number }) => void
    /** Told of backlogs: the views wait for them. */
    press?: Pick<PressNotes, 'backlogCame' | 'backlogLeft'>
  } = {},
): Acceptor {
  let queue: Waiting[] = []
  const underWay = { live: 0, backlog: 0 }
  let liveCameAt = Number.NEGATIVE_INFINITY
  let isCalled = false
  const inCommit = new Set<string>()
  const known = openKnownHeads()
  const checker = openLineChecker()

  const next = () => {
    const isLive = performance.now() - liveCameAt < liveMilliseconds
    const backlogs = isLive ? besideLive : { groups: groupsAtOnce, events: eventsOfGroupMax }
    take('live', { groups: groupsAtOnce, events: eventsOfGroupMax })
    take('backlog', backlogs)
  }
  const take = (kind: 'live' | 'backlog', most: { groups: number; events: number }) => {
    while (underWay[kind] < most.groups) {
      const group = takeGroup(kind, most.events)
      if (group.length === 0) return
      underWay[kind] += 1
      void append(group).finally(() => {
        underWay[kind] -= 1
        for (const { site } of group) inCommit.delete(site.siteId)
        next()
      })
    }
  }
  const takeGroup = (kind: 'live' | 'backlog', eventsMax: number): Waiting[] => {
    const line = queue.map(({ site, lane, batch }) => ({
      siteId: site.siteId,
      lane,
      events: batch.lines.length,
    }))
    const places = new Set(chooseGroup(line, inCommit, { kind, eventsMax, batchesMax: batchesOfGroupMax }))
    const group = queue.filter((_, place) => places.has(place))
    queue = queue.filter((_, place) => !places.has(place))
    for (const { site } of group) inCommit.add(site.siteId)
    return group
  }

  /** What only continues its log goes the short way; the rest of the group, at the same time or behind it, the long one. */
  const append = async (group: readonly Waiting[]): Promise<void> => {
    const strange: Waiting[] = []
    const familiar: Waiting[] = []
    for (const each of group) (known.of(each.site.siteId) ? familiar : strange).push(each)
    await Promise.all([strange.length > 0 ? commit(strange) : undefined, shortWay(familiar)])
  }
  const shortWay = async (group: readonly Waiting[]): Promise<void> => {
    if (group.length === 0) return
    const began = performance.now()
    let left = group
    try {
      const answers = await appendGroup(database, identity, group, clock.now(), known)
      for (const [index, each] of group.entries()) if (answers[index]) each.done(answers[index])
      left = group.filter((_, index) => !answers[index])
      tellCommitted(
        group.filter((_, index) => answers[index]),
        began,
      )
    } catch (error) {
      if (!isOneBatchsDoing(error)) {
        for (const each of group) each.failed(error)
        return
      }
    }
    if (left.length > 0) await commit(left)
  }
  const commit = async (group: readonly Waiting[]): Promise<void> => {
    const began = performance.now()
    try {
      const answers = await acceptGroup(database, identity, group, clock.now(), known)
      for (const [index, each] of group.entries()) each.done(answers[index]!)
      tellCommitted(group, began)
    } catch (error) {
      if (group.length > 1 && isOneBatchsDoing(error)) for (const each of group) await commit([each])
      else for (const each of group) each.failed(error)
    }
  }
  const callNext = () => {
    if (isCalled) return
    isCalled = true
    setImmediate(() => {
      isCalled = false
      next()
    })
  }
  const tellCommitted = (group: readonly Waiting[], began: number) => {
    if (group.length === 0) return
    const events = group.reduce((sum, { batch }) => sum + batch.lines.length, 0)
    onCommit({ batches: group.length, events, seconds: (performance.now() - began) / 1000 })
  }

  return {
    accept: async (site, batch, lane) => {
      if (lane === 'backlog') press?.backlogCame()
      else liveCameAt = performance.now()
      try {
        const checked = lane === 'backlog' ? await checker.check(batch.lines) : undefined
        return await new Promise((resolve, reject) => {
          const done = (answer: BatchReceipt | HttpRefusal) =>
            answer instanceof HttpRefusal ? reject(answer) : resolve(answer)
          queue.push({ site, batch: { ...batch, checked }, lane, done, failed: reject })
          // Requests that arrive in the same turn of the loop go together.
          callNext()
        })
      } finally {
        if (lane === 'backlog') press?.backlogLeft()
      }
    },
    waiting: () => ({
      batches: queue.length,
      events: queue.reduce((sum, { batch }) => sum + batch.lines.length, 0),
    }),
  }
}

/** What the database refuses to store (22, 23) is one batch's doing: the others are not to suffer for it. */
function isOneBatchsDoing(error: unknown): boolean {
  return /^2[23]/.test(String((error as { code?: unknown }).code ?? ''))
}
