import type { CardVoidReason, Patient, VoidRequestView } from '@sentra/contract'
import type { OpenVoidRequest } from '@sentra/domain'
import { type Database, row, rows } from '../store/database.ts'

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

/** A page a coordinator can look through; more than these wait only where something is badly wrong. */
const listMax = 100

/** Every request that waits for a second person. A card that was exchanged meanwhile needs no answer any more. */
export function openVoidRequests(db: Database): VoidRequestView[] {
  return rows<Omit<VoidRequestView, 'fullName'> & { patient: string }>(
    db,
    `SELECT r.request_id AS requestId, r.requested_by AS requestedBy, r.requested_at AS at, r.reason,
       r.card_id AS cardId, r.kind, r.visit_id AS visitId, t.number, v.patient
     FROM void_requests r
     JOIN visits v ON v.visit_id = r.visit_id
     JOIN tickets t ON t.ticket_id = v.ticket_id
     WHERE r.approved_by IS NULL
       AND r.card_id NOT IN (SELECT card_id FROM local_cards WHERE state <> 'live')
       AND r.card_id NOT IN (SELECT local_card_id FROM hub_exchanges)
       AND r.card_id NOT IN (SELECT card_id FROM hub_card_decisions WHERE decision = 'withdrawn')
     ORDER BY r.requested_at LIMIT ${listMax}`,
  ).map(({ patient, ...request }) => ({ ...request, fullName: (JSON.parse(patient) as Patient).fullName }))
}
