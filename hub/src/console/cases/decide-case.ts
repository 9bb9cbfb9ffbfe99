import type { CaseAction, CaseAnswerBody, CaseDecisionBody, HubCaseDetail } from '@sentra/contract'
import { v7 as uuid } from 'uuid'
import type { Database, Transaction } from '../../store/database.ts'
import type { ConsoleUser } from '../users.ts'
import { carryOut } from './carry-out.ts'
import { caseChanged, needsAnother, unknownCase } from './case-refusals.ts'
import { readCase } from './read-cases.ts'

/** What a card's holder loses by one person's word alone, nobody gets back. */
const needsTwo: ReadonlySet<CaseAction> = new Set(['withdraw-card'])

/**
 * One person decides about a case, with a reason. Most decisions are carried out at once; one that takes a card
 * from somebody waits for another person. All of it in one transaction, and in the case's history for good.
 *
 * @throws HttpRefusal when the case is not open, something waits already, or the action does not fit.
 */
export function decideCase(
  database: Database,
  request: { caseId: string; body: CaseDecisionBody; user: ConsoleUser; now: Date },
): Promise<HubCaseDetail> {
  const { caseId, user, now } = request
  const { action, reason, cardId = null } = request.body
  return database.transaction(async (transaction) => {
    const found = await lockCase(transaction, caseId, user)
    const card = found.cards.find((each) => each.cardId === cardId)
    const allowed = cardId === null ? found.actions : (card?.actions ?? [])
    if (!allowed.includes(action)) throw caseChanged()
    const waits = needsTwo.has(action)
    await transaction.query(
      `INSERT INTO case_decisions
         (decision_id, case_id, action, card_id, reason, state, decided_by, decided_name, decided_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        uuid(),
        caseId,
        action,
        cardId,
        reason.trim(),
        waits ? 'waiting' : 'done',
        user.userId,
        user.name,
        now,
      ],
    )
    if (!waits) await carryOut(transaction, { caseId, siteId: found.siteId, action, card, now })
    return mustRead(transaction, caseId, user)
  })
}

/** The second person agrees, and it is done; or declines, and the case is as it was. */
export function answerDecision(
  database: Database,
  request: { caseId: string; decisionId: string; body: CaseAnswerBody; user: ConsoleUser; now: Date },
): Promise<HubCaseDetail> {
  const { caseId, decisionId, user, now } = request
  const { agrees, reason } = request.body
  return database.transaction(async (transaction) => {
    const found = await lockCase(transaction, caseId, user)
    const waiting = found.decisions.find((each) => each.decisionId === decisionId && each.state === 'waiting')
    if (!waiting) throw caseChanged()
    // Whoever asked may take it back, and may not agree.
    if (found.askedByMe && agrees) throw needsAnother()
    await transaction.query(
      found.askedByMe
        ? `UPDATE case_decisions SET state = $2, second_reason = $3, second_at = $4
           WHERE decision_id = $1`
        : `UPDATE case_decisions SET state = $2, second_reason = $3, second_at = $4, second_by = $5, second_name = $6
           WHERE decision_id = $1`,
      [
        decisionId,
        agrees ? 'done' : 'declined',
        reason.trim(),
        now,
        ...(found.askedByMe ? [] : [user.userId, user.name]),
      ],
    )
    if (agrees) {
      const card = found.cards.find((each) => each.cardId === waiting.cardId)
      await carryOut(transaction, { caseId, siteId: found.siteId, action: waiting.action, card, now })
    }
    return mustRead(transaction, caseId, user)
  })
}

/** Two people who press at once stand in line here, and the second sees what the first did. */
async function lockCase(transaction: Transaction, caseId: string, user: ConsoleUser): Promise<HubCaseDetail> {
  await transaction.query('SELECT 1 FROM cases WHERE case_id = $1 FOR UPDATE', [caseId])
  const found = await readCase(transaction, caseId, user)
  if (!found) throw unknownCase()
  if (found.closedAt !== null) throw caseChanged()
  return found
}

async function mustRead(transaction: Transaction, caseId: string, user: ConsoleUser): Promise<HubCaseDetail> {
  const found = await readCase(transaction, caseId, user)
  if (!found) throw new Error('a case that was decided is gone')
  return found
}
