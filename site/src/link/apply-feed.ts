import { type FeedData, type FeedEntry, type FeedType, feedSchemas } from '@sentra/contract'
import { Compile } from 'typebox/compile'
import { type Database, prepared } from '../store/database.ts'
import { storeCertificate } from './card-issuing.ts'
import { isOfFormerEpoch } from './enrolment.ts'

const validators = {
  'national-card.issued': Compile(feedSchemas['national-card.issued']),
  'device-certificate.issued': Compile(feedSchemas['device-certificate.issued']),
  'card.exchanged-elsewhere': Compile(feedSchemas['card.exchanged-elsewhere']),
  'card.decided': Compile(feedSchemas['card.decided']),
  'case.opened': Compile(feedSchemas['case.opened']),
} satisfies Record<FeedType, unknown>

function checked<T extends FeedType>(type: T, data: unknown): FeedData<T> {
  if (!validators[type].Check(data)) throw new Error(`a feed entry of type ${type} has another shape`)
  return data as FeedData<T>
}

/**
 * Brings one word of the hub into the views, in one transaction with the feed's cursor. A kind this build does
 * not know is passed over; a known kind of another shape throws, and is set aside for a person.
 */
export function applyFeed(entry: FeedEntry, db: Database, now: Date): void {
  const { type, data } = entry
  if (type === 'national-card.issued') {
    const card = checked(type, data)
    prepared(
      db,
      `INSERT INTO national_cards (national_card_id, immunization_id, text, status_list, status_index, issued_at, arrival)
       VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (national_card_id) DO UPDATE SET text = excluded.text, status_list = excluded.status_list,
         status_index = excluded.status_index, issued_at = excluded.issued_at
       WHERE national_card_id NOT IN (SELECT national_card_id FROM national_cards_collected)`,
    ).run(
      card.nationalCardId,
      card.immunizationId,
      card.text,
      card.statusList,
      card.statusIndex,
      card.issuedAt,
      entry.feedSeq,
    )
  } else if (type === 'device-certificate.issued') {
    const file = checked(type, data)
    if (!isOfFormerEpoch(db, file)) storeCertificate(db, file, now)
  } else if (type === 'card.exchanged-elsewhere') {
    const exchange = checked(type, data)
    prepared(
      db,
      'INSERT OR IGNORE INTO hub_exchanges (local_card_id, national_card_id, immunization_id, way, at) VALUES (?, ?, ?, ?, ?)',
    ).run(exchange.localCardId, exchange.nationalCardId, exchange.immunizationId, exchange.way, exchange.at)
  } else if (type === 'card.decided') {
    const { cardId, kind, immunizationId, decision, at } = checked(type, data)
    prepared(
      db,
      'INSERT OR REPLACE INTO hub_card_decisions (card_id, kind, immunization_id, decision, at) VALUES (?, ?, ?, ?, ?)',
    ).run(cardId, kind, immunizationId, decision, at)
  } else if (type === 'case.opened') {
    const opened = checked(type, data)
    prepared(db, 'INSERT OR IGNORE INTO hub_cases (case_id, kind, event_id, body) VALUES (?, ?, ?, ?)').run(
      opened.caseId,
      opened.kind,
      opened.eventId,
      JSON.stringify(opened),
    )
  }
}
