import { type Database, prepared } from '../store/database.ts'
import type { Projectors } from './index.ts'

export const projectCards: Projectors<
  | 'local-card.issued'
  | 'card.reprinted'
  | 'national-card.collected'
  | 'card.exchanged'
  | 'card.exchanged-elsewhere'
  | 'card.void-requested'
  | 'card.voided'
> = {
  'local-card.issued': (event, db) => {
    const card = event.data
    prepared(
      db,
      `INSERT INTO local_cards (card_id, seq, immunization_id, visit_id, serial, status_list, status_index, device_certificate_id, expires_on, cause, text, issued_at, issuer, state)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'live')`,
    ).run(
      card.cardId,
      event.seq,
      card.immunizationId,
      card.visitId,
      card.serial,
      card.statusList,
      card.statusIndex,
      card.deviceCertificateId,
      card.expiresOn,
      JSON.stringify(card.cause),
      card.text,
      event.recordedAt,
      event.actor,
    )
  },

  'card.reprinted': (event, db) => {
    const { cardId } = event.data
    prepared(db, 'UPDATE local_cards SET reprints = reprints + 1 WHERE card_id = ?').run(cardId)
    prepared(
      db,
      'UPDATE national_cards_collected SET reprints = reprints + 1 WHERE national_card_id = ?',
    ).run(cardId)
    prepared(db, 'UPDATE exchanged_elsewhere SET reprints = reprints + 1 WHERE national_card_id = ?').run(
      cardId,
    )
  },

  'national-card.collected': (event, db) => {
    collect(db, event.data.immunizationId, event.data.nationalCardId, null, event.recordedAt, event.actor)
    finishVisit(db, event.data.visitId, event.seq)
  },

  'card.exchanged': (event, db) => {
    const { localCardId, nationalCardId, immunizationId, visitId } = event.data
    prepared(db, "UPDATE local_cards SET state = 'exchanged' WHERE card_id = ?").run(localCardId)
    collect(db, immunizationId, nationalCardId, localCardId, event.recordedAt, event.actor)
    finishVisit(db, visitId, event.seq)
  },

  'card.exchanged-elsewhere': (event, db) => {
    const { localCardId, issuingSite, nationalCardId, immunizationId, nationalCardText } = event.data
    prepared(
      db,
      `INSERT OR IGNORE INTO exchanged_elsewhere
         (national_card_id, local_card_id, issuing_site, immunization_id, text, paper_withdrawn, at, by_staff)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      nationalCardId,
      localCardId,
      issuingSite,
      immunizationId,
      nationalCardText,
      event.data.paperWithdrawn ? 1 : 0,
      event.recordedAt,
      event.actor,
    )
  },

  'card.void-requested': (event, db) => {
    const { requestId, cardId, kind, immunizationId, visitId, reason, replace } = event.data
    prepared(
      db,
      `INSERT INTO void_requests
         (request_id, card_id, kind, immunization_id, visit_id, reason, replace_card, requested_by, requested_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      requestId,
      cardId,
      kind,
      immunizationId,
      visitId,
      reason,
      replace ? 1 : 0,
      event.actor,
      event.recordedAt,
    )
  },

  'card.voided': (event, db) => {
    const { requestId, cardId, kind } = event.data
    prepared(db, 'UPDATE void_requests SET approved_by = ?, approved_at = ? WHERE request_id = ?').run(
      event.actor,
      event.recordedAt,
      requestId,
    )
    if (kind === 'local') prepared(db, "UPDATE local_cards SET state = 'void' WHERE card_id = ?").run(cardId)
    else prepared(db, 'DELETE FROM national_cards_collected WHERE national_card_id = ?').run(cardId)
  },
}

function collect(
  db: Database,
  immunizationId: string,
  nationalCardId: string,
  localCardId: string | null,
  at: string,
  by: string,
): void {
  prepared(
    db,
    // After a correction a dose has a newer national card: the one in the hand is the one that was handed over last.
    'INSERT OR REPLACE INTO national_cards_collected (immunization_id, national_card_id, local_card_id, at, by_staff) VALUES (?, ?, ?, ?, ?)',
  ).run(immunizationId, nationalCardId, localCardId, at, by)
}

/** With the national card in hand the visit is over, unless the person still sits under observation. */
function finishVisit(db: Database, visitId: string, seq: number): void {
  prepared(db, "UPDATE visits SET stage = 'done', stage_seq = ? WHERE visit_id = ? AND stage = 'card'").run(
    seq,
    visitId,
  )
}
