import type { CardView, LocalCardCause } from '@sentra/contract'
import type { LocalCardState, NationalCardState } from '@sentra/domain'
import { type Database, row, rows } from '../store/database.ts'

interface LocalCardRow {
  readonly card_id: string
  readonly serial: string
  readonly state: 'live' | 'exchanged' | 'void'
  readonly immunization_id: string
  readonly issued_at: string
  readonly expires_on: string
  readonly cause: string
  readonly text: string
}

const localColumns = 'card_id, serial, state, immunization_id, issued_at, expires_on, cause, text'

export function localCardsOf(db: Database, immunizationId: string): CardView[] {
  return rows<LocalCardRow>(
    db,
    `SELECT ${localColumns} FROM local_cards WHERE immunization_id = ? ORDER BY seq`,
    immunizationId,
  ).map(localView)
}

/**
 * The national card of a dose, as far as it has come: `ready` once the hub has sent it, `live` once it was
 * handed over. Until then nobody but this site has it, so a dose never has two live cards.
 */
export function nationalCardOf(db: Database, immunizationId: string): CardView | null {
  const found = row<{ national_card_id: string; text: string; issued_at: string; collected: number }>(
    db,
    `SELECT n.national_card_id, n.text, n.issued_at, c.immunization_id IS NOT NULL AS collected
     FROM national_cards n LEFT JOIN national_cards_collected c ON c.immunization_id = n.immunization_id
     WHERE n.immunization_id = ?`,
    immunizationId,
  )
  if (!found) return null
  return {
    cardId: found.national_card_id,
    kind: 'national',
    serial: nationalSerial(found.national_card_id),
    state: found.collected ? 'live' : 'ready',
    immunizationId,
    issuedAt: found.issued_at,
    expiresOn: null,
    text: found.text,
  }
}

/** The cards of a dose as the rules of their life cycle see them. */
export function cardsOfDose(
  db: Database,
  immunizationId: string,
): { local: LocalCardState[]; national: NationalCardState | null } {
  const national = nationalCardOf(db, immunizationId)
  return {
    local: rows<LocalCardState>(db, `${selectState} WHERE immunization_id = ? ORDER BY seq`, immunizationId),
    national: national
      ? {
          nationalCardId: national.cardId,
          immunizationId,
          state: national.state === 'live' ? 'live' : 'ready',
        }
      : null,
  }
}

export const localCardState = (db: Database, cardId: string) =>
  row<LocalCardState>(db, `${selectState} WHERE card_id = ?`, cardId)

const selectState = `SELECT card_id AS cardId, immunization_id AS immunizationId, visit_id AS visitId, serial, state
  FROM local_cards`

/** A card by what is on the paper in hand: the scanned text or the typed serial. */
export function findCard(db: Database, typed: string): CardView | null {
  const text = typed.trim()
  const local = row<LocalCardRow>(
    db,
    `SELECT ${localColumns} FROM local_cards WHERE text = ? OR serial = ? OR card_id = ?`,
    text,
    text.toUpperCase(),
    text.toLowerCase(),
  )
  if (local) return localView(local)
  const national = row<{ immunization_id: string }>(
    db,
    'SELECT immunization_id FROM national_cards WHERE text = ? OR national_card_id = ?',
    text,
    text.toLowerCase(),
  )
  return national ? nationalCardOf(db, national.immunization_id) : null
}

/** Printed on the national card's paper beside its UVCI: the end of its id, speakable. */
const nationalSerial = (nationalCardId: string) => nationalCardId.replaceAll('-', '').slice(-12).toUpperCase()

function localView(card: LocalCardRow): CardView {
  return {
    cardId: card.card_id,
    kind: 'local',
    serial: card.serial,
    state: card.state,
    immunizationId: card.immunization_id,
    issuedAt: card.issued_at,
    expiresOn: card.expires_on,
    cause: JSON.parse(card.cause) as LocalCardCause,
    text: card.text,
  }
}
