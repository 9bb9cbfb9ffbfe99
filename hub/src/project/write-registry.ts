import type { Transaction } from '../store/database.ts'
import type { ExchangeRow, MintedCard, Registry } from './registry.ts'

/** Writes what a batch made of its rows: one statement and one jsonb parameter a table, rows sorted. */
export async function writeRegistry(transaction: Transaction, registry: Registry, now: Date): Promise<void> {
  const write = async (sql: string, rows: readonly object[], ...more: unknown[]) => {
    if (rows.length > 0) await transaction.query(sql, [JSON.stringify(rows), ...more])
  }
  await write(sql.patients, registry.patients.changed(), now)
  await write(sql.identifiers, registry.identifiers.changed())
  await write(sql.doses, registry.doses.changed())
  await write(sql.localCards, registry.localCards.changed())
  await write(sql.nationalCards, registry.nationalCards.changed())
  await write(sql.exchanges, registry.exchanges.changed() satisfies ExchangeRow[])
  await write(sql.lots, registry.lots.changed())
  await write(sql.vials, registry.vials.changed())
  await write(sql.outages, registry.outages.changed())
  await write(sql.sessions, registry.sessions.changed())
}

/** Signed cards are facts: written once, never again. */
export async function writeMinted(transaction: Transaction, cards: readonly MintedCard[]): Promise<void> {
  if (cards.length === 0) return
  await transaction.query(sql.minted, [JSON.stringify(cards)])
}

const sql = {
  patients: `
    INSERT INTO patients
      (patient_key, full_name, match_name, birth_date, sex, demographics, first_site, updated_at)
    SELECT key, "fullName", "matchName", "birthDate", sex, demographics, "firstSite", $2
    FROM jsonb_to_recordset($1::jsonb) AS row
      (key bigint, "fullName" text, "matchName" text, "birthDate" date, sex text, demographics jsonb, "firstSite" text)
    ON CONFLICT (patient_key) DO UPDATE
      SET full_name = excluded.full_name, match_name = excluded.match_name, birth_date = excluded.birth_date,
          sex = excluded.sex, demographics = excluded.demographics, updated_at = excluded.updated_at`,
  identifiers: `
    INSERT INTO patient_identifiers (identifier_hash, patient_key, kind)
    SELECT decode(hash, 'hex'), "patientKey", kind
    FROM jsonb_to_recordset($1::jsonb) AS row (hash text, "patientKey" bigint, kind text)
    ON CONFLICT DO NOTHING`,
  doses: `
    INSERT INTO doses
      (site_id, immunization_id, patient_key, bucket, epoch, seq, visit_id, ticket_id, dose_number, product_id,
       lot_number, expiration_date, vial_id, vial_dose, extra_dose, local_date, occurred_at, vaccinator, repeated)
    SELECT site, "immunizationId", "patientKey", bucket, epoch, seq, "visitId", "ticketId", "doseNumber", "productId",
           "lotNumber", "expirationDate", "vialId", "vialDose", "extraDose", "localDate", "occurredAt", vaccinator,
           repeated
    FROM jsonb_to_recordset($1::jsonb) AS row
      (site text, "immunizationId" text, "patientKey" bigint, bucket smallint, epoch integer, seq bigint,
       "visitId" text, "ticketId" text, "doseNumber" smallint, "productId" text, "lotNumber" text,
       "expirationDate" date, "vialId" text, "vialDose" smallint, "extraDose" boolean, "localDate" date,
       "occurredAt" timestamptz, vaccinator text, repeated boolean)`,
  localCards: `
    INSERT INTO cards_local
      (site_id, card_id, immunization_id, serial, status_list, status_index, state, outage_id, issued_at, exchanged_at)
    SELECT site, "cardId", "immunizationId", serial, "statusList", "statusIndex", state, "outageId", "issuedAt",
           "exchangedAt"
    FROM jsonb_to_recordset($1::jsonb) AS row
      (site text, "cardId" text, "immunizationId" text, serial text, "statusList" text, "statusIndex" integer,
       state text, "outageId" text, "issuedAt" timestamptz, "exchangedAt" timestamptz)
    ON CONFLICT (site_id, card_id) DO UPDATE SET state = excluded.state, exchanged_at = excluded.exchanged_at`,
  nationalCards: `
    INSERT INTO cards_national (site_id, national_card_id, immunization_id, generation, state, collected_at)
    SELECT site, "nationalCardId", "immunizationId", generation, state, "collectedAt"
    FROM jsonb_to_recordset($1::jsonb) AS row
      (site text, "nationalCardId" text, "immunizationId" text, generation smallint, state text,
       "collectedAt" timestamptz)
    ON CONFLICT (site_id, national_card_id) DO UPDATE
      SET state = excluded.state, collected_at = excluded.collected_at`,
  exchanges: `
    INSERT INTO card_exchanges
      (site_id, local_card_id, immunization_id, national_card_id, exchange_id, way, by_site, exchanged_at)
    SELECT site, "localCardId", "immunizationId", "nationalCardId", "exchangeId", way, "bySite", "exchangedAt"
    FROM jsonb_to_recordset($1::jsonb) AS row
      (site text, "localCardId" text, "immunizationId" text, "nationalCardId" text, "exchangeId" text, way text,
       "bySite" text, "exchangedAt" timestamptz)
    ON CONFLICT DO NOTHING`,
  lots: `
    INSERT INTO stock_lots (site_id, lot_number, product_id, doses_per_vial, doses_received, doses_wasted)
    SELECT site, "lotNumber", "productId", "dosesPerVial", "dosesReceived", "dosesWasted"
    FROM jsonb_to_recordset($1::jsonb) AS row
      (site text, "lotNumber" text, "productId" text, "dosesPerVial" integer, "dosesReceived" bigint,
       "dosesWasted" bigint)
    ON CONFLICT (site_id, lot_number) DO UPDATE
      SET doses_received = excluded.doses_received, doses_wasted = excluded.doses_wasted`,
  vials: `
    INSERT INTO vials (site_id, vial_id, lot_number, doses_wasted, closed)
    SELECT site, "vialId", "lotNumber", "dosesWasted", closed
    FROM jsonb_to_recordset($1::jsonb) AS row
      (site text, "vialId" text, "lotNumber" text, "dosesWasted" integer, closed boolean)
    ON CONFLICT (site_id, vial_id) DO UPDATE SET doses_wasted = excluded.doses_wasted, closed = excluded.closed`,
  outages: `
    INSERT INTO outages (site_id, outage_id, since, until, cause)
    SELECT site, "outageId", since, until, cause
    FROM jsonb_to_recordset($1::jsonb) AS row
      (site text, "outageId" text, since timestamptz, until timestamptz, cause text)
    ON CONFLICT (site_id, outage_id) DO UPDATE SET until = excluded.until`,
  sessions: `
    INSERT INTO sessions_closed (site_id, local_date, account)
    SELECT site, "localDate", account
    FROM jsonb_to_recordset($1::jsonb) AS row (site text, "localDate" date, account jsonb)
    ON CONFLICT (site_id, local_date) DO UPDATE SET account = excluded.account`,
  minted: `
    INSERT INTO minted_cards
      (site_id, immunization_id, generation, patient_key, dose_number, national_card_id, text, status_list,
       status_index, issued_at)
    SELECT site, "immunizationId", generation, "patientKey", "doseNumber", "nationalCardId", text, "statusList",
           "statusIndex", "issuedAt"
    FROM jsonb_to_recordset($1::jsonb) AS row
      (site text, "immunizationId" text, generation smallint, "patientKey" bigint, "doseNumber" smallint,
       "nationalCardId" text, text text, "statusList" text, "statusIndex" integer, "issuedAt" timestamptz)
    ON CONFLICT DO NOTHING`,
}
