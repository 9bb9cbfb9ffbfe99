import type { CardView, LocalCardCause } from '@sentra/contract'
import type { LocalCardState, NationalCardState, StoppedDose } from '@sentra/domain'
import { type Database, row, rows } from '../store/database.ts'
import { openVoidRequest } from './void-requests.ts'

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

const withdrawnByHub = "(SELECT card_id FROM hub_card_decisions WHERE decision = 'withdrawn')"

/** The log says live; the hub may know of an exchange elsewhere, or have withdrawn it, that the log cannot know. */
const stateNow = `CASE WHEN state = 'live' AND card_id IN ${withdrawnByHub} THEN 'void'
  WHEN state = 'live' AND card_id IN (SELECT local_card_id FROM hub_exchanges) THEN 'exchanged' ELSE state END AS state`
const localColumns = `card_id, serial, ${stateNow}, immunization_id, issued_at, expires_on, cause, text`

export function localCardsOf(db: Database, immunizationId: string): CardView[] {
  return rows<LocalCardRow>(
    db,
    `SELECT ${localColumns} FROM local_cards WHERE immunization_id = ? ORDER BY seq`,
    immunizationId,
  ).map((card) => localView(db, card))
}

/**
 * The national card of a dose, as far as it has come: `ready` once the hub has sent it, `live` once it was
 * handed over, here or elsewhere. Until then nobody but this site has it, so a dose never has two live
 * cards. After a correction the newest counts; one that two people made void does not.
 */
export function nationalCardOf(db: Database, immunizationId: string): CardView | null {
  const card = newestNational(db, immunizationId)
  return card?.state === 'void' ? null : card
}

/** Every card of a dose that a clerk must know of: also a national one that people at the hub withdrew. */
export function cardsToShow(db: Database, immunizationId: string): CardView[] {
  const national = newestNational(db, immunizationId)
  return [...localCardsOf(db, immunizationId), ...(national ? [national] : [])]
}

function newestNational(db: Database, immunizationId: string): CardView | null {
  const found = row<{
    national_card_id: string
    text: string
    issued_at: string
    collected: number
    withdrawn: number
  }>(
    db,
    `SELECT n.national_card_id, n.text, n.issued_at, n.national_card_id IN ${withdrawnByHub} AS withdrawn,
       c.national_card_id IS NOT NULL OR h.national_card_id IS NOT NULL AS collected
     FROM national_cards n
     LEFT JOIN national_cards_collected c ON c.national_card_id = n.national_card_id
     LEFT JOIN hub_exchanges h ON h.national_card_id = n.national_card_id
     WHERE n.immunization_id = ? AND n.national_card_id NOT IN
       (SELECT card_id FROM void_requests WHERE approved_by IS NOT NULL AND immunization_id = n.immunization_id)
     ORDER BY n.arrival DESC LIMIT 1`,
    immunizationId,
  )
  if (!found) return null
  return nationalView(db, {
    cardId: found.national_card_id,
    state: found.withdrawn ? 'void' : found.collected ? 'live' : 'ready',
    immunizationId,
    issuedAt: found.issued_at,
    text: found.text,
  })
}

/** The cards of a dose as the rules of their life cycle see them. */
export function cardsOfDose(
  db: Database,
  immunizationId: string,
): { local: LocalCardState[]; national: NationalCardState | null; stopped: StoppedDose | null } {
  const national = nationalCardOf(db, immunizationId)
  return {
    local: rows<LocalCardState>(db, `${selectState} WHERE immunization_id = ? ORDER BY seq`, immunizationId),
    national: national
      ? {
          nationalCardId: national.cardId,
          immunizationId,
          state: national.state === 'live' ? 'live' : 'ready',
        }
      : handedOver(db, immunizationId),
    stopped: stoppedDose(db, immunizationId),
  }
}

/**
 * A national card that the log says was handed over, while its text is not here: after a restore the feed brings texts
 * again, and a hub that was restored too may have lost this one. The person holds the card all the same.
 */
const handedOver = (db: Database, immunizationId: string): NationalCardState | null =>
  row<NationalCardState>(
    db,
    `SELECT national_card_id AS nationalCardId, immunization_id AS immunizationId, 'live' AS state
     FROM national_cards_collected WHERE immunization_id = ? AND national_card_id NOT IN ${withdrawnByHub}
       AND national_card_id NOT IN (SELECT card_id FROM void_requests WHERE approved_by IS NOT NULL)`,
    immunizationId,
  )

/**
 * The card that two people made void for good, here or at the hub, if the dose has one. A local card that the hub
 * withdrew does not keep its holder from the national one, once that is there.
 */
const stoppedDose = (db: Database, immunizationId: string): StoppedDose | null =>
  row<StoppedDose>(
    db,
    `SELECT coalesce(l.serial, upper(substr(replace(v.card_id, '-', ''), -12))) AS serial
     FROM (
       SELECT card_id, immunization_id FROM void_requests WHERE approved_by IS NOT NULL AND replace_card = 0
       UNION ALL
       SELECT card_id, immunization_id FROM hub_card_decisions d WHERE decision = 'withdrawn' AND
         (kind = 'national' OR NOT EXISTS (SELECT 1 FROM national_cards n WHERE n.immunization_id = d.immunization_id))
     ) v LEFT JOIN local_cards l ON l.card_id = v.card_id
     WHERE v.immunization_id = ? LIMIT 1`,
    immunizationId,
  )

export const localCardState = (db: Database, cardId: string) =>
  row<LocalCardState>(db, `${selectState} WHERE card_id = ?`, cardId)

const selectState = `SELECT card_id AS cardId, immunization_id AS immunizationId, visit_id AS visitId, serial, ${stateNow}
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
  if (local) return localView(db, local)
  const national = row<{ immunization_id: string }>(
    db,
    'SELECT immunization_id FROM national_cards WHERE text = ? OR national_card_id = ?',
    text,
    text.toLowerCase(),
  )
  if (national) return newestNational(db, national.immunization_id)
  const elsewhere = row<{ national_card_id: string; immunization_id: string; at: string; text: string }>(
    db,
    'SELECT national_card_id, immunization_id, at, text FROM exchanged_elsewhere WHERE text = ? OR national_card_id = ?',
    text,
    text.toLowerCase(),
  )
  return elsewhere
    ? nationalView(db, {
        cardId: elsewhere.national_card_id,
        state: 'live',
        immunizationId: elsewhere.immunization_id,
        issuedAt: elsewhere.at,
        text: elsewhere.text,
      })
    : null
}

function nationalView(
  db: Database,
  card: Pick<CardView, 'cardId' | 'state' | 'immunizationId' | 'issuedAt' | 'text'>,
): CardView {
  return {
    ...card,
    kind: 'national',
    serial: nationalSerial(card.cardId),
    expiresOn: null,
    ...voidRequestOf(db, card.cardId),
    ...hubDecisionOf(db, card.cardId),
  }
}

function hubDecisionOf(db: Database, cardId: string): Pick<CardView, 'hubDecision'> {
  const said = row<NonNullable<CardView['hubDecision']>>(
    db,
    'SELECT decision, at FROM hub_card_decisions WHERE card_id = ?',
    cardId,
  )
  return said ? { hubDecision: said } : {}
}

function voidRequestOf(db: Database, cardId: string): Pick<CardView, 'voidRequest'> {
  const asked = openVoidRequest(db, { cardId })
  if (!asked) return {}
  const { requestId, requestedBy, reason, requestedAt: at } = asked
  return { voidRequest: { requestId, requestedBy, reason, at } }
}

/** Printed on the national card's paper beside its UVCI: the end of its id, speakable. */
const nationalSerial = (nationalCardId: string) => nationalCardId.replaceAll('-', '').slice(-12).toUpperCase()

function localView(db: Database, card: LocalCardRow): CardView {
  return {
    cardId: card.card_id,
    kind: 'local',
    serial: card.serial,
    state: card.state,
    immunizationId: card.immunization_id,
    issuedAt: card.issued_at,
    expiresOn: card.expires_on,
    cause: JSON.parse(card.cause) as LocalCardCause,
    ...voidRequestOf(db, card.card_id),
    ...hubDecisionOf(db, card.card_id),
    text: card.text,
  }
}
