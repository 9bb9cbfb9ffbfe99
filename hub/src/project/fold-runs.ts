import type { HubIdentity } from '../issue/hub-identity.ts'
import type { Database, Transaction } from '../store/database.ts'
import { Findings } from './findings.ts'
import { readHandedOver, writeHandedOver } from './handed-over.ts'
import { loadRegistry } from './load-registry.ts'
import { signCards } from './mint-national-cards.ts'
import { ofEveryLog, projectors } from './project-event.ts'
import type { ProjectedEvent, Projectors } from './projection.ts'
import { writeFindings } from './write-findings.ts'
import { writeMinted, writeRegistry } from './write-registry.ts'

/** A stretch of one journal: the lines behind `after`, up to and with `upto`. */
export type Run = { site: string; epoch: number; after: number; upto: number }

/** Any number, the same in every hub: one of them folds at a time, and the next one when it is gone. */
const projectorLock = 7_032_022

/**
 * Folds stretches of several journals into the views, all or nothing: reads the rows they touch, applies the rules in
 * memory in the order of the runs, writes what changed, moves the cursors and writes down the order.
 *
 * `busy`: another hub is folding; nothing was done.
 */
export async function foldRuns(
  database: Database,
  identity: HubIdentity,
  runs: readonly Run[],
  more: { now: Date; replayedTo?: number | undefined; instead?: (findings: Findings) => void },
): Promise<'folded' | 'busy'> {
  return database.transaction(async (transaction) => {
    if (!(await isOurTurn(transaction))) return 'busy'
    const due = await stillDue(transaction, runs)
    const events = more.instead ? [] : await readEvents(transaction, due)
    const handedOver = await readHandedOver(transaction, events, identity)
    const registry = await loadRegistry(transaction, events, identity.secret, handedOver)
    const findings = new Findings()
    const projection = { registry, findings, secret: identity.secret, now: more.now }
    for (const event of events) (projectors as AnyProjectors)[event.type]!(projection, event)
    more.instead?.(findings)

    await signCards(transaction, identity, findings.toSign, more.now)
    await writeRegistry(transaction, registry, more.now)
    await writeMinted(transaction, registry.minted.changed())
    await writeHandedOver(transaction, findings)
    const withCards = new Set(registry.nationalCards.changed().map(({ site }) => site))
    await moveCursors(transaction, due, withCards)
    await writeOrder(transaction, due, more.replayedTo)
    await writeFindings(transaction, findings, more.now)
    return 'folded'
  })
}

type AnyProjectors = Record<string, NonNullable<Projectors[keyof Projectors]>>

/** Until the end of the transaction: a hub that is killed gives its turn away by losing its connection. */
export async function isOurTurn(transaction: Transaction): Promise<boolean> {
  const [row] = await transaction.query<{ taken: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS taken', [
    projectorLock,
  ])
  return row!.taken
}

/** The runs as the cursors have them now; what another hub has folded meanwhile falls out. */
async function stillDue(transaction: Transaction, runs: readonly Run[]): Promise<Run[]> {
  const cursors = await transaction.query<{ site: string; epoch: number; folded: number }>(
    `SELECT c.site_id AS site, c.epoch, c.folded
     FROM jsonb_to_recordset($1::jsonb) AS run (site text, epoch integer)
     JOIN projection_cursors c ON c.site_id = run.site AND c.epoch = run.epoch`,
    [JSON.stringify(runs)],
  )
  const at = new Map(cursors.map(({ site, epoch, folded }) => [`${site}/${epoch}`, folded]))
  const due: Run[] = []
  for (const { site, epoch, upto } of runs) {
    const after = at.get(`${site}/${epoch}`) ?? 0
    if (upto <= after) continue
    due.push({ site, epoch, after, upto })
    at.set(`${site}/${epoch}`, upto)
  }
  return due
}

async function readEvents(transaction: Transaction, runs: readonly Run[]): Promise<ProjectedEvent[]> {
  if (runs.length === 0) return []
  const rows = await transaction.query<{ body: string }>(
    // Run by run, whatever the statistics say: joined, whole journals are read for a thousand lines once they are large.
    `SELECT e.body
     FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS (site text, epoch integer, after bigint, upto bigint))
       WITH ORDINALITY AS run (site, epoch, after, upto, place)
     CROSS JOIN LATERAL (
       SELECT seq, body FROM journal_events e
       WHERE e.site_id = run.site AND e.epoch = run.epoch AND e.seq > run.after AND e.seq <= run.upto
         AND ((e.outcome = 'accepted' AND e.type = ANY($2)) OR (e.outcome = 'duplicate' AND e.type = ANY($3)))
       OFFSET 0) e
     ORDER BY run.place, e.seq`,
    [JSON.stringify(runs), Object.keys(projectors), ofEveryLog],
  )
  return rows.map(({ body }) => JSON.parse(body) as ProjectedEvent)
}

/** Where nothing waits for a signature, the journal is done with the views. */
async function moveCursors(
  transaction: Transaction,
  runs: readonly Run[],
  withCards: ReadonlySet<string>,
): Promise<void> {
  const last = new Map(runs.map((run) => [`${run.site}/${run.epoch}`, run]))
  const rows = [...last.keys()].sort().map((key) => {
    const { site, epoch, upto } = last.get(key)!
    return { site, epoch, upto, cards: withCards.has(site) }
  })
  await transaction.query(
    `INSERT INTO projection_cursors AS known (site_id, epoch, seq, folded)
     SELECT site, epoch, CASE WHEN cards THEN 0 ELSE upto END, upto
     FROM jsonb_to_recordset($1::jsonb) AS row (site text, epoch integer, upto bigint, cards boolean)
     ON CONFLICT (site_id, epoch) DO UPDATE
       SET folded = excluded.folded,
           seq = CASE WHEN known.seq = known.folded AND excluded.seq > 0 THEN excluded.seq ELSE known.seq END`,
    [JSON.stringify(rows)],
  )
}

async function writeOrder(
  transaction: Transaction,
  runs: readonly Run[],
  replayedTo: number | undefined,
): Promise<void> {
  if (replayedTo !== undefined) {
    await transaction.query('UPDATE projection_replay SET after = $1', [replayedTo])
  } else if (runs.length > 0) {
    const order = runs.map(({ site, epoch, upto }) => [site, epoch, upto])
    await transaction.query('INSERT INTO projection_order (runs) VALUES ($1)', [JSON.stringify(order)])
  }
}
