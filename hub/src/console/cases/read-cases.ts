import type { CaseDecision, HubCase, HubCaseDetail } from '@sentra/contract'
import type { Database, Transaction } from '../../store/database.ts'
import type { ConsoleUser } from '../users.ts'
import { readCaseCards } from './case-cards.ts'
import { caseWords, patternsFor } from './case-words.ts'

export type CaseFilter = {
  state: 'open' | 'closed'
  kind?: string | undefined
  siteId?: string | undefined
  /** Words of the summary, an id, or the name of a site. */
  text?: string | undefined
}

/** More are found by filter and words: nobody works down a list longer than this. */
const casesMax = 200

/** Open cases, the oldest first; closed ones, the last closed first. */
export async function readCases(database: Database, filter: CaseFilter): Promise<HubCase[]> {
  const { state, kind = null, siteId = null, text } = filter
  const words = text?.trim() ? `%${text.trim().replaceAll(/[\\%_]/g, '\\$&')}%` : null
  const order = state === 'open' ? 'c.opened_at, c.case_id' : 'c.closed_at DESC, c.case_id'
  const rows = await database.query<CaseRow>(
    `${selectCase}
     WHERE (c.closed_at IS NULL) = $1 AND ($2::text IS NULL OR c.kind = $2) AND ($3::text IS NULL OR c.site_id = $3)
       AND ($4::text IS NULL OR c.summary ILIKE $4 OR c.summary ILIKE ANY ($5) OR c.case_id ILIKE $4 OR c.event_id ILIKE $4 OR s.site_name ILIKE $4)
     ORDER BY ${order} LIMIT ${casesMax}`,
    [state === 'open', kind, siteId, words, text?.trim() ? patternsFor(text.trim()) : []],
  )
  return rows.map(toCase)
}

/** One case with its cards, what may be done, and everything that was done and by whom. */
export async function readCase(
  transaction: Pick<Transaction, 'query'>,
  caseId: string,
  user: ConsoleUser,
): Promise<HubCaseDetail | undefined> {
  const [row] = await transaction.query<CaseRow>(`${selectCase} WHERE c.case_id = $1`, [caseId])
  if (!row) return undefined
  const found = toCase(row)
  const decisions = await transaction.query<DecisionRow>(
    `SELECT decision_id AS "decisionId", action, card_id AS "cardId", state, reason, decided_by AS "deciderId",
            decided_name AS "decidedBy", decided_at AS "decidedAt", second_name AS "secondBy",
            second_reason AS "secondReason", second_at AS "secondAt"
     FROM case_decisions WHERE case_id = $1 ORDER BY decided_at, decision_id`,
    [caseId],
  )
  const looks = await transaction.query<{ by: string; at: Date }>(
    `SELECT user_name AS by, at FROM case_looks WHERE case_id = $1 ORDER BY at DESC LIMIT 20`,
    [caseId],
  )
  const waiting = decisions.find(({ state }) => state === 'waiting')
  const mayDecide = user.role === 'administrator' && found.closedAt === null && !waiting
  const cards = await readCaseCards(transaction, row.siteId, row.immunizationId, row.eventId)
  return {
    ...found,
    cards: cards.map((card) => (mayDecide ? card : { ...card, actions: [] })),
    actions: mayDecide
      ? [...(found.kind === 'site-forked' && row.mayLift ? (['lift-quarantine'] as const) : []), 'close']
      : [],
    decisions: decisions.map(({ deciderId: _, ...decision }) => ({
      ...decision,
      decidedAt: decision.decidedAt.toISOString(),
      secondAt: decision.secondAt?.toISOString() ?? null,
    })),
    looks: looks.map(({ by, at }) => ({ by, at: at.toISOString() })),
    askedByMe: waiting?.deciderId === user.userId,
  }
}

type CaseRow = {
  caseId: string
  kind: HubCase['kind']
  siteId: string
  eventId: string
  immunizationId: string | null
  summary: string
  openedAt: Date
  closedAt: Date | null
  waitsForSecond: boolean
  /** In quarantine, and its keys are in nobody else's hands. */
  mayLift: boolean | null
}

type DecisionRow = Omit<CaseDecision, 'decidedAt' | 'secondAt'> & {
  deciderId: string
  decidedAt: Date
  secondAt: Date | null
}

const selectCase = `
  SELECT c.case_id AS "caseId", c.kind, c.site_id AS "siteId", c.event_id AS "eventId",
         c.immunization_id AS "immunizationId", c.summary, c.opened_at AS "openedAt", c.closed_at AS "closedAt",
         EXISTS (SELECT 1 FROM case_decisions d WHERE d.case_id = c.case_id AND d.state = 'waiting') AS "waitsForSecond",
         s.state = 'quarantined' AND NOT EXISTS (
           SELECT 1 FROM cases t WHERE t.site_id = c.site_id AND t.kind = 'laptop-stolen' AND t.closed_at IS NULL
         ) AS "mayLift"
  FROM cases c LEFT JOIN sites s ON s.site_id = c.site_id`

function toCase({ mayLift: _, immunizationId: __, ...row }: CaseRow) {
  const words = caseWords(row.summary)
  return {
    ...row,
    words,
    openedAt: row.openedAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
  }
}
