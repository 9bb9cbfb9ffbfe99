import type { HubCaseKind } from '@sentra/contract'
import { v7 as uuid } from 'uuid'
import type { Transaction } from '../../store/database.ts'

/** Puts something about a whole site before a person, each time it happens. `summary` names nobody. */
export async function openSiteCase(
  transaction: Transaction,
  found: {
    kind: Extract<HubCaseKind, 'site-forked' | 'laptop-stolen'>
    siteId: string
    summary: string
    now: Date
  },
): Promise<void> {
  const caseId = uuid()
  await transaction.query(
    `INSERT INTO cases (case_id, kind, site_id, event_id, summary, opened_at) VALUES ($1, $2, $3, $1, $4, $5)`,
    [caseId, found.kind, found.siteId, found.summary, found.now],
  )
}
