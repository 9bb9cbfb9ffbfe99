import type { Patient } from '@sentra/contract'
import { nameKey } from '@sentra/domain'
import { type Database, prepared } from '../store/database.ts'
import type { Projectors } from './index.ts'

export const projectVisits: Projectors<
  | 'visit.registered'
  | 'patient.corrected'
  | 'screening.recorded'
  | 'immunization.recorded'
  | 'observation.ended'
  | 'aefi.reported'
> = {
  'visit.registered': (event, db) => {
    const visit = event.data
    prepared(
      db,
      `INSERT INTO visits (visit_id, ticket_id, local_date, patient_id, patient, name_key, birth_date, dose_number, warnings, stage, stage_seq, stage_since, registered_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'screening', ?, ?, ?)`,
    ).run(
      visit.visitId,
      visit.ticketId,
      visit.localDate,
      visit.patient.patientId,
      JSON.stringify(visit.patient),
      nameKey(visit.patient.fullName),
      visit.patient.birthDate,
      visit.doseNumber,
      JSON.stringify(visit.warnings),
      event.seq,
      event.recordedAt,
      event.recordedAt,
    )
    writeIdentifiers(db, visit.patient)
    prepared(
      db,
      "UPDATE tickets SET state = 'in-visit', visit_id = ?, line_seq = NULL WHERE ticket_id = ?",
    ).run(visit.visitId, visit.ticketId)
  },

  'patient.corrected': (event, db) => {
    const { visitId, patient } = event.data
    prepared(db, 'UPDATE visits SET patient = ?, name_key = ?, birth_date = ? WHERE visit_id = ?').run(
      JSON.stringify(patient),
      nameKey(patient.fullName),
      patient.birthDate,
      visitId,
    )
    writeIdentifiers(db, patient)
  },

  'screening.recorded': (event, db) => {
    const screening = event.data
    const goesOn = screening.decision === 'PROCEED' || screening.decision === 'PROCEED_WITH_CONDITION'
    prepared(
      db,
      'UPDATE visits SET screening = ?, stage = ?, stage_seq = ?, stage_since = ?, called_desk = NULL WHERE visit_id = ?',
    ).run(
      JSON.stringify({
        decision: screening.decision,
        reasons: screening.reasons,
        observationMinutes: screening.observationMinutes,
        at: event.recordedAt,
      }),
      goesOn ? 'vaccination' : 'done',
      event.seq,
      event.recordedAt,
      screening.visitId,
    )
    // A deferred person's dose goes back to the pool: their ticket no longer holds one.
    if (!goesOn) {
      prepared(
        db,
        "UPDATE tickets SET state = 'deferred' WHERE ticket_id = (SELECT ticket_id FROM visits WHERE visit_id = ?)",
      ).run(screening.visitId)
    }
  },

  'immunization.recorded': (event, db) => {
    const dose = event.data
    prepared(
      db,
      `INSERT INTO immunizations (immunization_id, seq, visit_id, ticket_id, patient_id, dose_number, product_id, lot_number, vial_id, vial_dose, extra_dose, at, local_date, vaccinator)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      dose.immunizationId,
      event.seq,
      dose.visitId,
      dose.ticketId,
      dose.patient.patientId,
      dose.doseNumber,
      dose.productId,
      dose.lotNumber,
      dose.vialId,
      dose.vialDose,
      dose.extraDose ? 1 : 0,
      event.recordedAt,
      dose.occurrenceDate,
      event.actor,
    )
    prepared(
      db,
      'UPDATE vials SET extra_doses = extra_doses + ?, doses_drawn = doses_drawn + 1 WHERE vial_id = ?',
    ).run(dose.extraDose ? 1 : 0, dose.vialId)
    prepared(db, "UPDATE tickets SET state = 'consumed', consumed_at = ? WHERE ticket_id = ?").run(
      event.recordedAt,
      dose.ticketId,
    )
    const until = new Date(Date.parse(event.recordedAt) + dose.observationMinutes * 60_000).toISOString()
    prepared(
      db,
      `UPDATE visits SET immunization_id = ?, stage = 'observation', stage_seq = ?, stage_since = ?, called_desk = NULL,
       observation_until = ?, observation_minutes = ? WHERE visit_id = ?`,
    ).run(dose.immunizationId, event.seq, event.recordedAt, until, dose.observationMinutes, dose.visitId)
  },

  'observation.ended': (event, db) => {
    const { visitId, outcome } = event.data
    prepared(
      db,
      `UPDATE visits SET observation_outcome = ?, stage = CASE WHEN stage = 'observation' THEN 'card' ELSE stage END,
       stage_seq = ?, stage_since = ?, called_desk = NULL WHERE visit_id = ?`,
    ).run(outcome, event.seq, event.recordedAt, visitId)
  },

  'aefi.reported': (event, db) => {
    const report = event.data
    prepared(
      db,
      'INSERT INTO aefi_reports (event_id, visit_id, serious, report_by, body) VALUES (?, ?, ?, ?, ?)',
    ).run(event.eventId, report.visitId, report.serious ? 1 : 0, report.reportBy, JSON.stringify(report))
  },
}

function writeIdentifiers(db: Database, patient: Patient): void {
  const insert = prepared(db, 'INSERT OR IGNORE INTO identifiers (kind, value, patient_id) VALUES (?, ?, ?)')
  for (const { kind, value } of patient.identifiers) insert.run(kind, value, patient.patientId)
}
