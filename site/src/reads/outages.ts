import type { OpenOutageView, OutageDeclaration, OutageTarget, OutageView } from '@sentra/contract'
import type { OngoingOutage } from '@sentra/domain'
import { count, type Database, row, rows } from '../store/database.ts'

export interface OpenOutage extends OngoingOutage {
  readonly since: string
  readonly cause: string
}

const openColumns = 'outage_id AS outageId, target, since, cause, declared_by AS declaredBy'

/** Everything that is out now, the oldest first: at most one detected and one declared for each target. */
export function openOutages(db: Database): OpenOutage[] {
  return rows<OpenOutage>(db, `SELECT ${openColumns} FROM outages WHERE until IS NULL ORDER BY began_seq`)
}

/** The outage of a target that the site sees by itself; null while the target answers. */
export function openOutage(db: Database, target: OutageTarget = 'hub'): OpenOutage | null {
  return row<OpenOutage>(
    db,
    `SELECT ${openColumns} FROM outages WHERE target = ? AND until IS NULL AND declared_by IS NULL`,
    target,
  )
}

export function outageById(db: Database, outageId: string): (OpenOutage & { over: boolean }) | null {
  const found = row<OpenOutage & { until: string | null }>(
    db,
    `SELECT ${openColumns}, until FROM outages WHERE outage_id = ?`,
    outageId,
  )
  return found && { ...found, over: found.until !== null }
}

export const openOutageViews = (db: Database): OpenOutageView[] =>
  openOutages(db).map(({ outageId, target, since, cause, declaredBy }) => ({
    outageId,
    target,
    since,
    cause,
    declared: declaredBy !== null,
  }))

/** A season of bad days; older ones are in the log. */
const outagesMax = 500

interface OutageRow {
  readonly outageId: string
  readonly target: string
  readonly since: string
  readonly until: string | null
  readonly cause: string
  readonly began: number
  readonly ended: number | null
  readonly declaredBy: string | null
  readonly declared: string | null
  readonly endedBy: string | null
  readonly backlog: number | null
}

/**
 * Every outage with the people it touched and when its backlog was gone. “While it lasted” is by place in the log,
 * never by clock. A local card belongs to the outage it names.
 */
export function outages(db: Database, receiptedAt: (size: number) => string | null): OutageView[] {
  return rows<OutageRow>(
    db,
    `SELECT outage_id AS outageId, target, since, until, cause, began_seq AS began, ended_seq AS ended,
       declared_by AS declaredBy, declared, ended_by AS endedBy, backlog
     FROM outages ORDER BY began_seq DESC LIMIT ${outagesMax}`,
  ).map(({ began, ended, declared, ...outage }) => {
    const span = [began, ended ?? Number.MAX_SAFE_INTEGER]
    const { outageId, target } = outage
    return {
      ...outage,
      declared: declared === null ? null : (JSON.parse(declared) as OutageDeclaration),
      dosesGiven: count(db, 'SELECT count(*) FROM immunizations WHERE seq > ? AND seq < ?', ...span),
      people: count(
        db,
        "SELECT count(*) FROM journal_event WHERE seq > ? AND seq < ? AND type = 'visit.registered'",
        ...span,
      ),
      localCards: count(
        db,
        "SELECT count(*) FROM local_cards WHERE json_extract(cause, '$.outageId') = ?",
        outageId,
      ),
      cardsExchanged: count(
        db,
        `SELECT count(*) FROM local_cards WHERE json_extract(cause, '$.outageId') = ?
           AND (state = 'exchanged' OR card_id IN (SELECT local_card_id FROM hub_exchanges))`,
        outageId,
      ),
      // Only what goes to the hub has receipts; a connector will say it for its own target.
      drainedAt: ended === null || target !== 'hub' ? null : receiptedAt(ended),
    }
  })
}
