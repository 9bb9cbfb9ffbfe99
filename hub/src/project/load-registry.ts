import type {
  CardExchanged,
  CardExchangedElsewhere,
  CardVoided,
  ImmunizationRecorded,
  LocalCardIssued,
  NationalCardCollected,
  OutageBegan,
  OutageEnded,
  Patient,
  PatientCorrected,
  VialClosed,
  VialOpened,
} from '@sentra/contract'
import type { Transaction } from '../store/database.ts'
import type { HandedOver } from './handed-over.ts'
import { arrayOf } from './insert-rows.ts'
import { type KeyedPatient, keyedPatient } from './patient-key.ts'
import type { ProjectedEvent } from './projection.ts'
import {
  type DoseRow,
  type ExchangeRow,
  type IdentifierRow,
  type LocalCardRow,
  type LotRow,
  type MintedCard,
  type NationalCardRow,
  type OutageRow,
  type PatientRow,
  Registry,
  type VialRow,
} from './registry.ts'
import { rowKey } from './rows.ts'

/**
 * Reads the rows that the rules may ask for when they fold these events: one query a table, and none for a table
 * that no event touches. Cards are locked until the commit, because an exchange may be granted at the same time.
 */
export async function loadRegistry(
  transaction: Transaction,
  events: readonly ProjectedEvent[],
  secret: Uint8Array,
  handedOver: readonly HandedOver[] = [],
): Promise<Registry> {
  const registry = new Registry()
  const wanted = wantedBy(events, secret)
  for (const told of handedOver) {
    const { site, immunizationId, nationalCardId } = told
    registry.handedOver.set(told.eventId, told)
    wish(wanted.doses, site, immunizationId)
    wish(wanted.cardsOf, site, immunizationId)
    wish(wanted.nationalCards, site, nationalCardId)
  }
  const read = async <Row extends object>(text: string, wish: Wish, hold: (row: Row) => void) => {
    if (wish.size === 0) return
    // As arrays, whose length the planner sees: one key is looked up in an index, however large the table has grown.
    const keys = [...wish.values()]
    const pairs = [arrayOf(keys.map(({ a }) => a)), arrayOf(keys.map(({ b }) => b))]
    for (const row of await transaction.query<Row>({ name: names.get(text)!, text }, pairs)) hold(row)
  }
  await read<IdentifierRow>(sql.identifiers, wanted.hashes, (row) => registry.holdIdentifier(row))
  // A second person on one number: only where somebody has it, in the registry or in this batch.
  for (const { numbers, keyIfTaken } of wanted.people)
    if (numbers.some(({ hash }) => wanted.timesNamed.get(hash)! > 1 || registry.holdersOf([hash]).length > 0))
      wish(wanted.newPatients, keyIfTaken())
  await read<DoseRow>(sql.dosesOfVisits, wanted.visits, (row) => registry.holdDose(row))
  await read<DoseRow>(sql.doses, wanted.doses, (row) => registry.holdDose(row))
  for (const { a, b } of wanted.visits.values())
    for (const { immunizationId } of registry.dosesOfVisit(a, b)) wish(wanted.dosesAgain, a, immunizationId)
  for (const { a, b } of wanted.dosesAgain.values()) {
    const dose = registry.doses.get(rowKey(a, b))
    if (dose) wish(wanted.patients, dose.patientKey)
  }
  for (const key of registry.holdersOf([...wanted.hashes.values()].map(({ a }) => a)))
    wish(wanted.patients, key)
  await read<PatientRow>(sql.patients, wanted.patients, (row) => registry.patients.hold(row.key, row))
  const people: Wish = new Map([...wanted.patients, ...wanted.newPatients])
  if (wanted.newPatients.size > 0) {
    await read<DoseRow>(sql.dosesOfPatients, people, (row) => registry.holdDose(row))
    await read<MintedCard>(sql.mintedOfPatients, people, (row) => registry.holdMinted(row))
  }

  const cards: Wish = new Map([...wanted.cardsOf, ...wanted.dosesAgain])
  await read<LocalCardRow>(sql.localCards, wanted.localCards, (row) => {
    registry.holdLocalCard(row)
    wish(wanted.blocks, row.site, row.statusList)
  })
  await read<LocalCardRow>(sql.localCardsOf, cards, (row) => registry.holdLocalCard(row))
  await read<NationalCardRow>(sql.nationalCards, wanted.nationalCards, (row) =>
    registry.holdNationalCard(row),
  )
  await read<NationalCardRow>(sql.nationalCardsOf, cards, (row) => registry.holdNationalCard(row))
  await read<MintedCard>(sql.minted, new Map([...wanted.doses, ...wanted.dosesAgain]), (row) =>
    registry.holdMinted(row),
  )
  await read<{ key: string; body: string }>(sql.doseEvents, wanted.dosesAgain, ({ key, body }) =>
    registry.doseEvents.set(key, JSON.parse(body) as ProjectedEvent),
  )
  await read<ExchangeRow>(sql.exchanges, wanted.exchanges, (row) =>
    registry.exchanges.hold(rowKey(row.site, row.localCardId), row),
  )
  await read<{ site: string; list: string; start: number; count: number }>(
    sql.blocks,
    wanted.blocks,
    (row) => {
      const key = rowKey(row.site, row.list)
      registry.blocks.set(key, [...(registry.blocks.get(key) ?? []), row])
    },
  )
  await read<LotRow>(sql.lots, wanted.stock, (row) =>
    registry.lots.hold(rowKey(row.site, row.lotNumber), row),
  )
  await read<VialRow>(sql.vials, wanted.vials, (row) =>
    registry.vials.hold(rowKey(row.site, row.vialId), row),
  )
  await read<OutageRow>(sql.outages, wanted.outages, (row) =>
    registry.outages.hold(rowKey(row.site, row.outageId), row),
  )
  return registry
}

/** Keys of rows, each once: `a` and, where the key has two columns, `b`. */
type Wish = Map<string, { a: string; b: string }>

function wish(wishes: Wish, a: string, b = ''): void {
  wishes.set(rowKey(a, b), { a, b })
}

function wantedBy(events: readonly ProjectedEvent[], secret: Uint8Array) {
  const none = (): Wish => new Map()
  const wanted = {
    hashes: none(),
    patients: none(),
    newPatients: none(),
    visits: none(),
    doses: none(),
    dosesAgain: none(),
    cardsOf: none(),
    localCards: none(),
    nationalCards: none(),
    exchanges: none(),
    blocks: none(),
    stock: none(),
    vials: none(),
    outages: none(),
    people: [] as KeyedPatient[],
    /** How many events name a number, by its hash. */
    timesNamed: new Map<string, number>(),
  }
  const wishNumbers = (patient: Patient): KeyedPatient => {
    const keyed = keyedPatient(secret, patient)
    for (const { hash } of keyed.numbers) {
      wish(wanted.hashes, hash)
      wanted.timesNamed.set(hash, (wanted.timesNamed.get(hash) ?? 0) + 1)
    }
    return keyed
  }
  for (const { site, type, data } of events) {
    if (type === 'immunization.recorded') {
      const { immunizationId, patient } = data as ImmunizationRecorded
      const person = wishNumbers(patient)
      wanted.people.push(person)
      wish(wanted.newPatients, person.key)
      wish(wanted.doses, site, immunizationId)
    } else if (type === 'patient.corrected') {
      const { visitId, patient } = data as PatientCorrected
      wishNumbers(patient)
      wish(wanted.visits, site, visitId)
    } else if (type === 'local-card.issued') {
      const { cardId, immunizationId, statusList, cause } = data as LocalCardIssued
      wish(wanted.localCards, site, cardId)
      wish(wanted.cardsOf, site, immunizationId)
      wish(wanted.doses, site, immunizationId)
      wish(wanted.exchanges, site, cardId)
      wish(wanted.blocks, site, statusList)
      if (cause.kind === 'outage') wish(wanted.outages, site, cause.outageId)
    } else if (type === 'card.exchanged') {
      const { localCardId, nationalCardId, immunizationId } = data as CardExchanged
      wish(wanted.localCards, site, localCardId)
      wish(wanted.nationalCards, site, nationalCardId)
      wish(wanted.cardsOf, site, immunizationId)
      wish(wanted.exchanges, site, localCardId)
    } else if (type === 'card.exchanged-elsewhere') {
      const { issuingSite, localCardId } = data as CardExchangedElsewhere
      wish(wanted.exchanges, issuingSite, localCardId)
    } else if (type === 'card.voided') {
      const { kind, cardId, immunizationId } = data as CardVoided
      if (kind === 'local') {
        wish(wanted.localCards, site, cardId)
      } else {
        wish(wanted.nationalCards, site, cardId)
        wish(wanted.doses, site, immunizationId)
        wish(wanted.dosesAgain, site, immunizationId)
      }
    } else if (type === 'national-card.collected') {
      const { nationalCardId, immunizationId } = data as NationalCardCollected
      wish(wanted.nationalCards, site, nationalCardId)
      wish(wanted.cardsOf, site, immunizationId)
    } else if (type === 'stock.vial-opened' || type === 'stock.vial-closed') {
      wish(wanted.vials, site, (data as VialOpened | VialClosed).vialId)
      wish(wanted.stock, site)
    } else if (type === 'stock.received' || type === 'stock.wasted') {
      wish(wanted.stock, site)
    } else if (type === 'outage.began' || type === 'outage.ended') {
      wish(wanted.outages, site, (data as OutageBegan | OutageEnded).outageId)
    }
  }
  return wanted
}

const wished = `unnest($1::text[], $2::text[]) AS w (a, b)`

const doseColumns = `d.site_id AS site, d.immunization_id AS "immunizationId", d.patient_key::text AS "patientKey",
  d.bucket, d.epoch, d.seq, d.visit_id AS "visitId", d.ticket_id AS "ticketId", d.dose_number AS "doseNumber",
  d.product_id AS "productId", d.lot_number AS "lotNumber", d.expiration_date AS "expirationDate",
  d.vial_id AS "vialId", d.vial_dose AS "vialDose", d.extra_dose AS "extraDose", d.local_date AS "localDate",
  d.occurred_at AS "occurredAt", d.vaccinator, d.repeated`

const localColumns = `c.site_id AS site, c.card_id AS "cardId", c.immunization_id AS "immunizationId", c.serial,
  c.status_list AS "statusList", c.status_index AS "statusIndex", c.state, c.outage_id AS "outageId",
  c.issued_at AS "issuedAt", c.exchanged_at AS "exchangedAt"`

const nationalColumns = `c.site_id AS site, c.national_card_id AS "nationalCardId",
  c.immunization_id AS "immunizationId", c.generation, c.state, c.collected_at AS "collectedAt"`

const mintedColumns = `m.site_id AS site, m.immunization_id AS "immunizationId", m.generation,
  m.patient_key::text AS "patientKey", m.dose_number AS "doseNumber", m.national_card_id AS "nationalCardId",
  '' AS text, m.status_list AS "statusList", m.status_index AS "statusIndex", m.issued_at AS "issuedAt"`

const sql = {
  identifiers: `
    SELECT encode(i.identifier_hash, 'hex') AS hash, i.patient_key::text AS "patientKey", i.kind
    FROM ${wished} JOIN patient_identifiers i ON i.identifier_hash = decode(w.a, 'hex')`,
  patients: `
    SELECT p.patient_key::text AS key, p.full_name AS "fullName", p.match_name AS "matchName",
           p.birth_date AS "birthDate", p.sex, p.demographics, p.first_site AS "firstSite"
    FROM ${wished} JOIN patients p ON p.patient_key = w.a::bigint`,
  doses: `
    SELECT ${doseColumns} FROM ${wished} JOIN doses d ON d.site_id = w.a AND d.immunization_id = w.b`,
  dosesOfVisits: `
    SELECT ${doseColumns} FROM ${wished} JOIN doses d ON d.site_id = w.a AND d.visit_id = w.b
    ORDER BY d.site_id, d.epoch, d.seq`,
  dosesOfPatients: `
    SELECT ${doseColumns} FROM ${wished} JOIN doses d ON d.patient_key = w.a::bigint AND NOT d.repeated`,
  mintedOfPatients: `
    SELECT ${mintedColumns} FROM ${wished} JOIN minted_cards m ON m.patient_key = w.a::bigint`,
  minted: `
    SELECT ${mintedColumns} FROM ${wished}
    JOIN minted_cards m ON m.site_id = w.a AND m.immunization_id = w.b`,
  localCards: `
    SELECT ${localColumns} FROM ${wished} JOIN cards_local c ON c.site_id = w.a AND c.card_id = w.b
    ORDER BY c.site_id, c.card_id FOR UPDATE OF c`,
  localCardsOf: `
    SELECT ${localColumns} FROM ${wished} JOIN cards_local c ON c.site_id = w.a AND c.immunization_id = w.b
    ORDER BY c.site_id, c.card_id FOR UPDATE OF c`,
  nationalCards: `
    SELECT ${nationalColumns} FROM ${wished} JOIN cards_national c ON c.site_id = w.a AND c.national_card_id = w.b
    ORDER BY c.site_id, c.national_card_id FOR UPDATE OF c`,
  nationalCardsOf: `
    SELECT ${nationalColumns} FROM ${wished} JOIN cards_national c ON c.site_id = w.a AND c.immunization_id = w.b
    ORDER BY c.site_id, c.national_card_id FOR UPDATE OF c`,
  doseEvents: `
    SELECT d.site_id || chr(10) || d.immunization_id AS key, e.body
    FROM ${wished} JOIN doses d ON d.site_id = w.a AND d.immunization_id = w.b
    JOIN journal_events e ON e.site_id = d.site_id AND e.epoch = d.epoch AND e.seq = d.seq`,
  exchanges: `
    SELECT x.site_id AS site, x.local_card_id AS "localCardId", x.immunization_id AS "immunizationId",
           x.national_card_id AS "nationalCardId", x.exchange_id AS "exchangeId", x.way, x.by_site AS "bySite",
           x.exchanged_at AS "exchangedAt"
    FROM ${wished} JOIN card_exchanges x ON x.site_id = w.a AND x.local_card_id = w.b`,
  blocks: `
    SELECT c.site_id AS site, c.status_list AS list, c.block_start AS start, c.block_count AS count
    FROM ${wished} JOIN device_certificates c ON c.site_id = w.a AND c.status_list = w.b`,
  lots: `
    SELECT l.site_id AS site, l.lot_number AS "lotNumber", l.product_id AS "productId",
           l.doses_per_vial AS "dosesPerVial", l.doses_received AS "dosesReceived", l.doses_wasted AS "dosesWasted"
    FROM ${wished} JOIN stock_lots l ON l.site_id = w.a`,
  vials: `
    SELECT v.site_id AS site, v.vial_id AS "vialId", v.lot_number AS "lotNumber", v.doses_wasted AS "dosesWasted",
           v.closed
    FROM ${wished} JOIN vials v ON v.site_id = w.a AND v.vial_id = w.b`,
  outages: `
    SELECT o.site_id AS site, o.outage_id AS "outageId", o.since, o.until, o.cause,
           o.declared_by AS "declaredBy", o.by_epoch AS "byEpoch"
    FROM ${wished} JOIN outages o ON o.site_id = w.a AND o.outage_id = w.b`,
}

/** By these PostgreSQL keeps what it has read of each statement: for a single dose that is most of the work. */
const names = new Map(Object.entries(sql).map(([name, text]) => [text, `registry-${name}`]))
