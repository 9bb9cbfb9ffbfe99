import type { Patient, UncollectedCard } from '@sentra/contract'
import { count, type Database, rows } from '../store/database.ts'

/** A page a clerk can work through in an hour; `total` says how many there are. */
const listMax = 200

/** National cards that wait here while nobody has them, the one whose local card ends soonest first. */
export function uncollectedCards(db: Database): { cards: UncollectedCard[]; total: number } {
  const found = rows<Omit<UncollectedCard, 'fullName'> & { patient: string }>(
    db,
    `SELECT v.visit_id AS visitId, t.number, v.patient, n.immunization_id AS immunizationId,
       l.serial AS localSerial, l.expires_on AS localExpiresOn, min(n.issued_at) AS readySince
     ${waiting} GROUP BY n.immunization_id
     ORDER BY l.expires_on IS NULL, l.expires_on, n.issued_at LIMIT ${listMax}`,
  )
  return {
    cards: found.map(({ patient, ...card }) => ({
      ...card,
      fullName: (JSON.parse(patient) as Patient).fullName,
    })),
    total: count(db, `SELECT count(DISTINCT n.immunization_id) ${waiting}`),
  }
}

const waiting = `FROM national_cards n
  JOIN immunizations i ON i.immunization_id = n.immunization_id
  JOIN visits v ON v.visit_id = i.visit_id
  JOIN tickets t ON t.ticket_id = v.ticket_id
  LEFT JOIN local_cards l ON l.immunization_id = n.immunization_id AND l.state = 'live'
    AND l.card_id NOT IN (SELECT card_id FROM hub_card_decisions WHERE decision = 'withdrawn')
  WHERE NOT EXISTS (SELECT 1 FROM national_cards_collected c WHERE c.national_card_id = n.national_card_id)
    AND n.national_card_id NOT IN (SELECT card_id FROM hub_card_decisions WHERE decision = 'withdrawn')
    AND NOT EXISTS (SELECT 1 FROM hub_exchanges h WHERE h.national_card_id = n.national_card_id)
    AND NOT EXISTS (SELECT 1 FROM void_requests r
                    WHERE r.immunization_id = n.immunization_id AND r.approved_by IS NOT NULL
                      AND (r.card_id = n.national_card_id OR r.replace_card = 0))
    AND NOT EXISTS (SELECT 1 FROM national_cards newer
                    WHERE newer.immunization_id = n.immunization_id AND newer.arrival > n.arrival)`
