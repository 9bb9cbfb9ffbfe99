import type { Patient, Stage, VisitView } from '@sentra/contract'
import { cardAdvice, nameKey, outageForCard, type RecordedDose } from '@sentra/domain'
import type { Site } from '../site.ts'
import { type Database, row, rows } from '../store/database.ts'
import { cardsOfDose, cardsToShow } from './cards.ts'
import { openOutages } from './outages.ts'

interface VisitRow {
  readonly visit_id: string
  readonly ticket_id: string
  readonly number: string
  readonly stage: Stage
  readonly patient: string
  readonly dose_number: number
  readonly warnings: string
  readonly screening: string | null
  readonly observation_until: string | null
  readonly observation_minutes: number | null
  readonly observation_outcome: string | null
  readonly immunization_id: string | null
}

const select = `SELECT v.visit_id, v.ticket_id, t.number, v.stage, v.patient, v.dose_number, v.warnings, v.screening,
  v.observation_until, v.observation_minutes, v.observation_outcome, v.immunization_id
  FROM visits v JOIN tickets t ON t.ticket_id = v.ticket_id`

export function visitById(site: Site, visitId: string): VisitView | null {
  const found = row<VisitRow>(site.db, `${select} WHERE v.visit_id = ?`, visitId)
  return found ? view(site, found) : null
}

/** People at a stage, first come first. The card desk also sees those still under observation. */
export function visitsAtStage(site: Site, stage: Stage): VisitView[] {
  const stages = stage === 'card' ? ['observation', 'card'] : [stage, stage]
  return rows<VisitRow>(
    site.db,
    `${select} WHERE v.stage IN (?, ?) ORDER BY v.stage_seq LIMIT 300`,
    ...stages,
  ).map((each) => view(site, each))
}

/** By part of a name, a whole identity number, or a ticket number. Newest first, at most 20. */
export function findPeople(site: Site, query: string): VisitView[] {
  const text = query.trim()
  const digits = text.replace(/[\s.-]/g, '')
  return rows<VisitRow>(
    site.db,
    `${select} WHERE v.name_key LIKE ? OR t.number = ?
       OR v.patient_id IN (SELECT patient_id FROM identifiers WHERE value = ?)
     ORDER BY v.registered_at DESC LIMIT 20`,
    `%${nameKey(text)}%`,
    text.toUpperCase(),
    digits,
  ).map((each) => view(site, each))
}

interface DoseRow {
  readonly immunizationId: string
  readonly productId: string
  readonly lotNumber: string
  readonly vialId: string
  readonly vialDose: number
  readonly extraDose: number
  readonly at: string
  readonly localDate: string
  readonly vaccinator: string
}

export function immunizationById(db: Database, immunizationId: string): DoseRow | null {
  return row<DoseRow>(
    db,
    `SELECT immunization_id AS immunizationId, product_id AS productId, lot_number AS lotNumber, vial_id AS vialId,
       vial_dose AS vialDose, extra_dose AS extraDose, at, local_date AS localDate, vaccinator
     FROM immunizations WHERE immunization_id = ?`,
    immunizationId,
  )
}

function view(site: Site, found: VisitRow): VisitView {
  const dose = found.immunization_id ? immunizationById(site.db, found.immunization_id) : null
  const advice = cardAdvice({
    immunization: dose ? doseState(site.db, dose.immunizationId) : null,
    ...(dose ? cardStates(site, dose.immunizationId) : { localCards: [], nationalCard: null, stopped: null }),
    outage: outageForCard(openOutages(site.db), null),
    waitedSeconds: dose ? (site.clock.now().getTime() - Date.parse(dose.at)) / 1000 : 0,
    waitLimitSeconds: site.nationalCardWaitSeconds,
  })
  return {
    visitId: found.visit_id,
    ticketId: found.ticket_id,
    number: found.number,
    stage: found.stage,
    patient: JSON.parse(found.patient) as Patient,
    doseNumber: found.dose_number,
    warnings: JSON.parse(found.warnings) as string[],
    screening: found.screening ? (JSON.parse(found.screening) as VisitView['screening']) : null,
    immunization: dose ? { ...dose, extraDose: dose.extraDose === 1 } : null,
    observation: found.observation_until
      ? {
          until: found.observation_until,
          minutes: found.observation_minutes ?? 0,
          outcome: found.observation_outcome,
        }
      : null,
    cards: dose ? cardsToShow(site.db, dose.immunizationId) : [],
    ...advice,
  }
}

function cardStates(site: Site, immunizationId: string) {
  const { local, national, stopped } = cardsOfDose(site.db, immunizationId)
  return { localCards: local, nationalCard: national, stopped }
}

/** A dose as the card rules see it; null when there is none with this id. */
export const doseState = (db: Database, immunizationId: string) =>
  row<RecordedDose>(
    db,
    `SELECT immunization_id AS immunizationId, visit_id AS visitId, vaccinator, at AS recordedAt
     FROM immunizations WHERE immunization_id = ?`,
    immunizationId,
  )
