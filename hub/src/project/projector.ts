import type { Clock } from '../clock.ts'
import type { HubIdentity } from '../issue/hub-identity.ts'
import type { Database } from '../store/database.ts'
import { BacklogTurn, journalsOfSlice, linesOfSlice, liveLinesMax, overMilliseconds } from './backlog-turn.ts'
import { foldRuns, isOurTurn, type Run } from './fold-runs.ts'
import { mintNationalCards } from './mint-national-cards.ts'
import { type Plan, planRuns } from './plan-runs.ts'
import { noPress, type Press } from './press.ts'

/**
 * Turns accepted events into the registry, apart from accepting them: a slow view never delays a
 * receipt.
 *
 *     journals ──▶ plan: equal shares ──▶ fold in memory, write, move `folded` ──▶ sign cards, move `seq`
 *
 * The cursors move in the transaction that writes the views, so a hub killed at any point continues where its views
 * are: nothing is left out and nothing counted twice. Several hubs may run one each: a lock inside each transaction
 * lets one work, and the next one goes on when that one is gone.
 *
 * An event that cannot be projected becomes a case, and the next one goes on.
 */
export type Projector = {
  /** New events were accepted: look now rather than at the next poll. */
  wake(): void
  /** Projects everything that is there, cards and all; answers how many lines it took. */
  drain(): Promise<number>
  /** Ends after the batch in hand. */
  stop(): Promise<void>
}

const pollUsually = 1_000
/** A dose waits this long at most for others to be folded with it. */
const gatherMilliseconds = 150
/** Fewer batches in hand are no press: a few sites that send their backlogs. */
const pressedFrom = 8
/** The longest rest while requests wait. */
const restMilliseconds = 500
/** Fewer lines than this are better folded with the next ones. */
const smallBatch = 500
/** While a backlog pours in: whether that is over. */
const lookMilliseconds = overMilliseconds / 2
/** While another hub folds: whether it is still there. */
const turnMilliseconds = 100
/** Signing is a sixth of a millisecond a card: so many that a stop waits no longer than for a batch of views. */
const cardsMax = 400
/** While journals wait to be folded, every so many batches cards are signed: people stand at desks for them. */
const batchesBetweenCards = 4

/** What is planned in a turn, of views and of cards. */
const plannedIn: Record<
  ReturnType<BacklogTurn['look']>,
  { lines?: number; journals?: number; behindMost?: number }
> = {
  everything: {},
  slice: { lines: linesOfSlice, journals: journalsOfSlice },
  live: { behindMost: liveLinesMax },
}

const sleepFor = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

type Log = { warn(details: object, message: string): void; error(details: object, message: string): void }

export function startProjector(
  database: Database,
  identity: HubIdentity,
  clock: Clock,
  log: Log,
  {
    pollMilliseconds = pollUsually,
    press = noPress,
    backlogTurn = new BacklogTurn(),
  }: { pollMilliseconds?: number; press?: Press; backlogTurn?: BacklogTurn } = {},
): Projector {
  const isPressed = () => press.batches() >= pressedFrom
  let backlogWaits = false
  let liveFoldedAt = Number.NEGATIVE_INFINITY
  let stopping = false
  let woken = false
  let rouse = () => {}
  const sleep = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      rouse = () => {
        clearTimeout(timer)
        resolve()
      }
      if (woken || stopping) rouse()
    })
  let lines = 0
  /** `idle`: all is done. `busy`: there is work, and another hub is at it. */
  const drain = async (upToSmall = false): Promise<'idle' | 'busy'> => {
    let began = performance.now()
    let isSmall = false
    for (let batch = 1; !stopping; batch += 1) {
      // Receipts first: with requests waiting, the views take every second moment only, and single doses are gathered.
      if (isPressed())
        await sleepFor(isSmall ? restMilliseconds : Math.min(restMilliseconds, performance.now() - began))
      began = performance.now()
      const turn = backlogTurn.look(began, press.backlog())
      backlogWaits = turn !== 'everything'
      // What is live is gathered meanwhile; this look is for the end of the backlog.
      if (turn === 'live' && began - liveFoldedAt < restMilliseconds) return 'idle'
      liveFoldedAt = began
      const plan = await planRuns(database, plannedIn[turn])
      const { runs } = plan
      if (runs.length > 0 && (await foldBisecting(database, identity, clock, plan, log)) === 'busy')
        return 'busy'
      const taken = runs.reduce((sum, { after, upto }) => sum + upto - after, 0)
      lines += taken
      isSmall = taken < smallBatch
      if (!isSmall && turn === 'everything' && batch % batchesBetweenCards !== 0) continue
      const minted = await mint(plannedIn[turn].behindMost)
      if (turn === 'slice') backlogTurn.rested(began, performance.now())
      if (minted === 'busy') return 'busy'
      if ((runs.length === 0 || (isSmall && upToSmall)) && !minted.more) return 'idle'
    }
    return 'idle'
  }
  const mint = (behindMost?: number) =>
    database.transaction(async (transaction) => {
      if (!(await isOurTurn(transaction))) return 'busy' as const
      return mintNationalCards(transaction, identity, clock.now(), cardsMax, behindMost)
    })
  const loop = async () => {
    while (!stopping) {
      woken = false
      let wait = pollMilliseconds
      const before = lines
      try {
        if ((await drain(true)) === 'busy') {
          // The other hub has the work; ringing again does not make it faster.
          woken = false
          wait = turnMilliseconds
        }
      } catch (error) {
        // The database is away or busy. Nothing is lost: the cursor stands, and the next round tries again.
        const { code, name } = error as { code?: string; name: string }
        log.warn({ code, reason: name }, 'projection waits')
        woken = false
        backlogWaits = false
      }
      // What comes in the next moment is folded together: a stream of single doses would else cost a batch each.
      const isStream = lines - before < smallBatch
      if (backlogWaits) {
        // Each batch would wake it: it looks by itself.
        if (!stopping) await sleepFor(lookMilliseconds)
        continue
      }
      if (woken && isStream && !stopping) await sleepFor(isPressed() ? restMilliseconds : gatherMilliseconds)
      await sleep(wait)
    }
  }
  const running = loop()
  return {
    wake: () => {
      woken = true
      rouse()
    },
    drain: async () => {
      const before = lines
      while ((await drain()) === 'busy') await new Promise((resolve) => setTimeout(resolve, turnMilliseconds))
      return lines - before
    },
    stop: async () => {
      stopping = true
      rouse()
      await running
    },
  }
}

/**
 * Folds a plan; when something in it cannot be folded, halves it until the one event is found. That event is set
 * aside for a person, and everything before and behind it is in the views.
 */
export async function foldBisecting(
  database: Database,
  identity: HubIdentity,
  clock: Clock,
  plan: Plan,
  log: Log,
): Promise<'folded' | 'busy'> {
  const { runs, replayedTo } = plan
  const now = clock.now()
  try {
    return await foldRuns(database, identity, runs, { now, replayedTo })
  } catch (error) {
    if (isPassing(error)) throw error
    const [first, second] = halves(runs)
    if (first.length > 0) {
      // The first half of a replay has not reached the end of what was planned.
      const parts = [
        { runs: first, ...(replayedTo === undefined ? {} : { replayedTo: 0 }) },
        { ...plan, runs: second },
      ]
      for (const part of parts)
        if ((await foldBisecting(database, identity, clock, part, log)) === 'busy') return 'busy'
      return 'folded'
    }
    const { site, epoch, upto: seq } = runs[0]!
    const [event] = await database.query<{ event_id: string; type: string }>(
      'SELECT event_id, type FROM journal_events WHERE site_id = $1 AND epoch = $2 AND seq = $3',
      [site, epoch, seq],
    )
    if (!event) throw error
    const { event_id: eventId, type } = event
    log.error(
      { site, seq, type, code: (error as { code?: string }).code, reason: (error as Error).name },
      'an event cannot be projected and is set aside',
    )
    const summary = `Event ${seq} (${type}) is in the journal and could not be brought into the registry.`
    return foldRuns(database, identity, runs, {
      now,
      replayedTo,
      instead: (findings) => findings.openCase({ kind: 'refused-record', site, eventId, summary }),
    })
  }
}

/** By journals, then by lines; a single line has no halves. */
function halves(runs: readonly Run[]): [Run[], Run[]] {
  const [only] = runs
  if (runs.length !== 1 || !only) {
    const middle = Math.ceil(runs.length / 2)
    return [runs.slice(0, middle), runs.slice(middle)]
  }
  const middle = Math.floor((only.after + only.upto) / 2)
  if (middle === only.after) return [[], [only]]
  return [[{ ...only, upto: middle }], [{ ...only, after: middle }]]
}

/** Trouble of the moment (connection, lock, deadlock, shutdown, disk full, a stale plan), not of the event: try again later. */
function isPassing(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown }
  if (typeof code === 'string')
    return /^(08|0A000|25006|26000|40|53|55|57|58|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI)/.test(code)
  return /connection|timeout|pool/i.test(String(message))
}
