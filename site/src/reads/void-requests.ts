import type { CardVoidReason } from '@sentra/contract'
import type { OpenVoidRequest } from '@sentra/domain'
import { type Database, row } from '../store/database.ts'

/** What somebody asked and nobody has agreed to yet: by the request's id, or for one card. */
export function openVoidRequest(
  db: Database,
  wanted: { requestId: string } | { cardId: string },
): (OpenVoidRequest & { requestedAt: string }) | null {
  const [column, value] =
    'requestId' in wanted
      ? (['request_id', wanted.requestId] as const)
      : (['card_id', wanted.cardId] as const)
  const found = row<{
    requestId: string
    cardId: string
    kind: 'local' | 'national'
    immunizationId: string
    visitId: string
    reason: CardVoidReason
    replace: number
    requestedBy: string
    requestedAt: string
  }>(
    db,
    `SELECT request_id AS requestId, card_id AS cardId, kind, immunization_id AS immunizationId,
       visit_id AS visitId, reason, replace_card AS replace, requested_by AS requestedBy,
       requested_at AS requestedAt
     FROM void_requests WHERE ${column} = ? AND approved_by IS NULL`,
    value,
  )
  return found && { ...found, replace: found.replace === 1 }
}
