import type { Transaction } from '../store/database.ts'
import { type Columns, insertInto, insertRows } from './insert-rows.ts'
import type {
  DoseRow,
  ExchangeRow,
  IdentifierRow,
  LocalCardRow,
  LotRow,
  MintedCard,
  NationalCardRow,
  OutageRow,
  PatientRow,
  Registry,
  SessionRow,
  VialRow,
} from './registry.ts'

/** Writes what a batch made of its rows: one statement a table, rows sorted. */
export async function writeRegistry(transaction: Transaction, registry: Registry, now: Date): Promise<void> {
  const people = registry.patients.changed().map((row) => ({ ...row, updatedAt: now }))
  await insertRows(transaction, patients, people)
  const numbers = registry.identifiers.changed().map((row) => ({ ...row, hash: `\\x${row.hash}` }))
  await insertRows(transaction, identifiers, numbers)
  await insertRows(transaction, doses, registry.doses.changed())
  await insertRows(transaction, localCards, registry.localCards.changed())
  await insertRows(transaction, nationalCards, registry.nationalCards.changed())
  await insertRows(transaction, exchanges, registry.exchanges.changed())
  await insertRows(transaction, lots, registry.lots.changed())
  await insertRows(transaction, vials, registry.vials.changed())
  await insertRows(transaction, outages, registry.outages.changed())
  await insertRows(transaction, sessions, registry.sessions.changed())
}

/** Signed cards are facts: written once, never again. */
export async function writeMinted(transaction: Transaction, cards: readonly MintedCard[]): Promise<void> {
  await insertRows(transaction, minted, cards)
}

/** Cards that were handed over take the place of what was signed anew after a restore (handed-over.ts). */
export async function writeKept(transaction: Transaction, cards: readonly MintedCard[]): Promise<void> {
  await insertRows(transaction, kept, cards)
}

const patients = insertInto<PatientRow & { updatedAt: Date }>(
  'patients',
  {
    patient_key: ['key', 'bigint'],
    full_name: ['fullName', 'text'],
    match_name: ['matchName', 'text'],
    birth_date: ['birthDate', 'date'],
    sex: ['sex', 'text'],
    demographics: ['demographics', 'jsonb'],
    first_site: ['firstSite', 'text'],
    updated_at: ['updatedAt', 'timestamptz'],
  },
  `ON CONFLICT (patient_key) DO UPDATE
     SET full_name = excluded.full_name, match_name = excluded.match_name, birth_date = excluded.birth_date,
         sex = excluded.sex, demographics = excluded.demographics, updated_at = excluded.updated_at`,
)

const identifiers = insertInto<IdentifierRow>(
  'patient_identifiers',
  {
    identifier_hash: ['hash', 'bytea'],
    patient_key: ['patientKey', 'bigint'],
    kind: ['kind', 'text'],
  },
  'ON CONFLICT DO NOTHING',
)

const doses = insertInto<DoseRow>('doses', {
  site_id: ['site', 'text'],
  immunization_id: ['immunizationId', 'text'],
  patient_key: ['patientKey', 'bigint'],
  bucket: ['bucket', 'smallint'],
  epoch: ['epoch', 'integer'],
  seq: ['seq', 'bigint'],
  visit_id: ['visitId', 'text'],
  ticket_id: ['ticketId', 'text'],
  dose_number: ['doseNumber', 'smallint'],
  product_id: ['productId', 'text'],
  lot_number: ['lotNumber', 'text'],
  expiration_date: ['expirationDate', 'date'],
  vial_id: ['vialId', 'text'],
  vial_dose: ['vialDose', 'smallint'],
  extra_dose: ['extraDose', 'boolean'],
  local_date: ['localDate', 'date'],
  occurred_at: ['occurredAt', 'timestamptz'],
  vaccinator: ['vaccinator', 'text'],
  repeated: ['repeated', 'boolean'],
})

const localCards = insertInto<LocalCardRow>(
  'cards_local',
  {
    site_id: ['site', 'text'],
    card_id: ['cardId', 'text'],
    immunization_id: ['immunizationId', 'text'],
    serial: ['serial', 'text'],
    status_list: ['statusList', 'text'],
    status_index: ['statusIndex', 'integer'],
    state: ['state', 'text'],
    outage_id: ['outageId', 'text'],
    issued_at: ['issuedAt', 'timestamptz'],
    exchanged_at: ['exchangedAt', 'timestamptz'],
  },
  'ON CONFLICT (site_id, card_id) DO UPDATE SET state = excluded.state, exchanged_at = excluded.exchanged_at',
)

const nationalCards = insertInto<NationalCardRow>(
  'cards_national',
  {
    site_id: ['site', 'text'],
    national_card_id: ['nationalCardId', 'text'],
    immunization_id: ['immunizationId', 'text'],
    generation: ['generation', 'smallint'],
    state: ['state', 'text'],
    collected_at: ['collectedAt', 'timestamptz'],
  },
  'ON CONFLICT (site_id, national_card_id) DO UPDATE SET state = excluded.state, collected_at = excluded.collected_at',
)

const exchanges = insertInto<ExchangeRow>(
  'card_exchanges',
  {
    site_id: ['site', 'text'],
    local_card_id: ['localCardId', 'text'],
    immunization_id: ['immunizationId', 'text'],
    national_card_id: ['nationalCardId', 'text'],
    exchange_id: ['exchangeId', 'text'],
    way: ['way', 'text'],
    by_site: ['bySite', 'text'],
    exchanged_at: ['exchangedAt', 'timestamptz'],
  },
  'ON CONFLICT DO NOTHING',
)

const lots = insertInto<LotRow>(
  'stock_lots',
  {
    site_id: ['site', 'text'],
    lot_number: ['lotNumber', 'text'],
    product_id: ['productId', 'text'],
    doses_per_vial: ['dosesPerVial', 'integer'],
    doses_received: ['dosesReceived', 'bigint'],
    doses_wasted: ['dosesWasted', 'bigint'],
  },
  `ON CONFLICT (site_id, lot_number) DO UPDATE
     SET doses_received = excluded.doses_received, doses_wasted = excluded.doses_wasted`,
)

const vials = insertInto<VialRow>(
  'vials',
  {
    site_id: ['site', 'text'],
    vial_id: ['vialId', 'text'],
    lot_number: ['lotNumber', 'text'],
    doses_wasted: ['dosesWasted', 'integer'],
    closed: ['closed', 'boolean'],
  },
  'ON CONFLICT (site_id, vial_id) DO UPDATE SET doses_wasted = excluded.doses_wasted, closed = excluded.closed',
)

const outages = insertInto<OutageRow>(
  'outages',
  {
    site_id: ['site', 'text'],
    outage_id: ['outageId', 'text'],
    since: ['since', 'timestamptz'],
    until: ['until', 'timestamptz'],
    cause: ['cause', 'text'],
    declared_by: ['declaredBy', 'text'],
    by_epoch: ['byEpoch', 'jsonb'],
  },
  'ON CONFLICT (site_id, outage_id) DO UPDATE SET until = excluded.until, by_epoch = excluded.by_epoch',
)

const sessions = insertInto<SessionRow>(
  'sessions_closed',
  {
    site_id: ['site', 'text'],
    local_date: ['localDate', 'date'],
    account: ['account', 'jsonb'],
  },
  'ON CONFLICT (site_id, local_date) DO UPDATE SET account = excluded.account',
)

const mintedColumns: Columns<MintedCard> = {
  site_id: ['site', 'text'],
  immunization_id: ['immunizationId', 'text'],
  generation: ['generation', 'smallint'],
  patient_key: ['patientKey', 'bigint'],
  dose_number: ['doseNumber', 'smallint'],
  national_card_id: ['nationalCardId', 'text'],
  text: ['text', 'text'],
  status_list: ['statusList', 'text'],
  status_index: ['statusIndex', 'integer'],
  issued_at: ['issuedAt', 'timestamptz'],
}
const minted = insertInto('minted_cards', mintedColumns, 'ON CONFLICT DO NOTHING')
const kept = insertInto(
  'minted_cards',
  mintedColumns,
  `ON CONFLICT (site_id, immunization_id, generation) DO UPDATE
     SET text = excluded.text, status_list = excluded.status_list, status_index = excluded.status_index,
         issued_at = excluded.issued_at`,
)
