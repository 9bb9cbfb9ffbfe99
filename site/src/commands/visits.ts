import type { Patient, VisitView } from '@sentra/contract'
import {
  correctPatient,
  endObservation,
  isRefusal,
  type KnownDose,
  knownPatientId,
  nameKey,
  productOn,
  recordImmunization,
  recordScreening,
  refuse,
  registerVisit,
  reportAefi,
  tidyIdentifier,
  type VisitUnderObservation,
} from '@sentra/domain'
import { instantOf } from '../clock/site-time.ts'
import { currentCampaign, sessionOn } from '../reads/campaign.ts'
import { vialById } from '../reads/stock.ts'
import { ticketById } from '../reads/tickets.ts'
import { visitById } from '../reads/visits.ts'
import { type Database, rows } from '../store/database.ts'
import type { CommandHandlers } from './command-context.ts'

export const visitHandlers: CommandHandlers<
  | 'visit.register'
  | 'patient.correct'
  | 'screening.record'
  | 'immunization.record'
  | 'observation.end'
  | 'aefi.report'
> = {
  'visit.register': ({ site, now, commandId }, data) => {
    const campaign = currentCampaign(site.db)
    if (!campaign) return refuse('no-campaign')
    const product = productOn(campaign.productId, now.localDate)
    if (isRefusal(product)) return product
    const ticket = ticketById(site.db, data.ticketId)
    if (!ticket) return refuse('unknown-ticket', { field: 'ticketId' })
    const knownDoses = dosesOfSimilarPeople(site.db, data.patient)
    return registerVisit({
      ticket,
      today: now.localDate,
      patientInput: data.patient,
      patientId: knownPatientId(data.patient, knownDoses) ?? commandId,
      visitId: commandId,
      doseNumber: data.doseNumber,
      acceptedWarnings: data.acceptedWarnings,
      campaign,
      product,
      knownDoses,
      identityChecked: data.identityChecked,
      desk: data.desk,
      provisionalIdentifier: `P-${site.siteId}-${commandId.slice(-12).toUpperCase()}`,
    })
  },

  'patient.correct': ({ site, now }, { visitId, patient, reason }) =>
    correctPatient({ visit: visitById(site, visitId), patientInput: patient, reason, today: now.localDate }),

  'screening.record': ({ site, now }, data) => {
    const visit = visitById(site, data.visitId)
    const productId = currentCampaign(site.db)?.productId
    return recordScreening({
      visit: visit && {
        visitId: visit.visitId,
        birthDate: visit.patient.birthDate,
        sex: visit.patient.sex,
        doseNumber: visit.doseNumber,
        screened: visit.screening !== null,
        ...(productId ? { productId } : {}),
      },
      localDate: now.localDate,
      formId: data.formId,
      answers: data.answers,
      consent: data.consent,
      override: data.override,
    })
  },

  'immunization.record': ({ site, now, commandId }, data) => {
    const campaign = currentCampaign(site.db)
    if (!campaign) return refuse('no-campaign')
    const product = productOn(campaign.productId, now.localDate)
    if (isRefusal(product)) return product
    const visit = visitById(site, data.visitId)
    const ticket = visit && ticketById(site.db, visit.ticketId)
    if (!visit || !ticket) return refuse('not-registered', { field: 'visitId' })
    return recordImmunization({
      visit: { ...visit, immunized: visit.immunization !== null },
      // Registered twice on one day, under two tickets: the second dose 1 stops here at the latest.
      knownDoses: dosesOfSimilarPeople(site.db, visit.patient),
      ticket,
      vial: vialById(site.db, data.vialId),
      product,
      session: sessionOn(site.db, now.localDate)?.state ?? 'not-opened',
      now,
      ids: { immunizationId: commandId },
      bodySite: data.bodySite,
      extraDoseStated: data.extraDoseStated,
      desk: data.desk,
    })
  },

  'observation.end': ({ site, now }, { visitId, outcome }) =>
    endObservation(underObservation(visitById(site, visitId)), outcome, now),

  'aefi.report': ({ site, now }, { visitId, ...report }) =>
    reportAefi(underObservation(visitById(site, visitId)), report, now, (localDate) =>
      instantOf(localDate, '23:59', site.timeZone),
    ),
}

function underObservation(visit: VisitView | null): VisitUnderObservation | null {
  if (!visit) return null
  return {
    visitId: visit.visitId,
    immunization: visit.immunization,
    until: visit.observation?.until ?? null,
    ended: visit.observation?.outcome != null,
  }
}

interface SimilarPerson {
  readonly patientId: string
  readonly patient: string
  readonly doseNumber: number
  readonly date: string
  readonly productId: string
  readonly lotNumber: string
}

/**
 * Doses on record here for anybody with one of these numbers, or with this name and birth date. Both are looked up before
 * anything is joined: asked as one `OR` over two tables, each registration read every dose of the campaign.
 */
function dosesOfSimilarPeople(db: Database, patient: Omit<Patient, 'patientId'>): KnownDose[] {
  const values = patient.identifiers.map((identifier) => tidyIdentifier(identifier).value)
  return rows<SimilarPerson>(
    db,
    `SELECT i.patient_id AS patientId, v.patient, i.dose_number AS doseNumber, i.local_date AS date,
       i.product_id AS productId, i.lot_number AS lotNumber
     FROM immunizations i JOIN visits v ON v.visit_id = i.visit_id
     WHERE i.visit_id IN (
       SELECT visit_id FROM visits WHERE name_key = ? AND birth_date = ?
       UNION
       SELECT visit_id FROM visits WHERE patient_id IN
         (SELECT patient_id FROM identifiers WHERE value IN (SELECT value FROM json_each(?))))
     ORDER BY i.seq LIMIT 50`,
    nameKey(patient.fullName),
    patient.birthDate,
    JSON.stringify(values),
  ).map(({ patient: text, ...dose }) => {
    const known = JSON.parse(text) as Patient
    return { ...dose, fullName: known.fullName, birthDate: known.birthDate, identifiers: known.identifiers }
  })
}
