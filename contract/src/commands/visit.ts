import { Type } from 'typebox'
import {
  AefiReported,
  ImmunizationRecorded,
  ObservationEnded,
  PatientCorrected,
  ScreeningAnswers,
  ScreeningDecision,
  VisitRegistered,
} from '../events/visit.ts'
import { Patient, Uuid } from '../values/index.ts'
import { defineCommand } from './define-command.ts'

const PatientInput = Type.Omit(Patient, ['patientId'])

export const visitCommands = {
  'visit.register': defineCommand({
    summary:
      'Register the person who holds a ticket; a NIK that looks wrong warns, it never refuses a person',
    data: Type.Object({
      ticketId: Uuid,
      patient: PatientInput,
      doseNumber: VisitRegistered.properties.doseNumber,
      identityChecked: VisitRegistered.properties.identityChecked,
      /** Warnings the registrar has seen and accepted; an unseen warning is shown first. */
      acceptedWarnings: Type.Array(Type.String(), { maxItems: 20 }),
      desk: VisitRegistered.properties.desk,
    }),
    roles: ['registrar'],
    becomes: ['visit.registered'],
  }),
  'patient.correct': defineCommand({
    summary: 'Correct name, birth date or number, with the reason; the first record stays in the log',
    data: Type.Object({ visitId: Uuid, patient: PatientInput, reason: PatientCorrected.properties.reason }),
    roles: ['registrar', 'coordinator'],
    becomes: ['patient.corrected'],
  }),
  'screening.record': defineCommand({
    summary: 'Record measurements and answers; the form advises, the clinician decides',
    data: Type.Object({
      visitId: Uuid,
      formId: Type.String(),
      answers: ScreeningAnswers,
      consent: Type.Boolean(),
      override: Type.Optional(
        Type.Object({ decision: ScreeningDecision, reason: Type.String({ minLength: 3, maxLength: 200 }) }),
      ),
    }),
    roles: ['screener'],
    becomes: ['screening.recorded'],
  }),
  'immunization.record': defineCommand({
    summary: 'One dose from one open vial into one screened person; consumes the ticket',
    data: Type.Object({
      visitId: Uuid,
      vialId: Uuid,
      bodySite: ImmunizationRecorded.properties.bodySite,
      /** Must be true for a dose beyond the label: never silent, never by accident. */
      extraDoseStated: Type.Optional(Type.Boolean()),
      desk: ImmunizationRecorded.properties.desk,
    }),
    roles: ['vaccinator'],
    becomes: ['immunization.recorded'],
  }),
  'observation.end': defineCommand({
    summary: 'The observation is over',
    data: Type.Object({ visitId: Uuid, outcome: ObservationEnded.properties.outcome }),
    roles: ['observer', 'card-clerk'],
    becomes: ['observation.ended'],
  }),
  'aefi.report': defineCommand({
    summary: 'Report an adverse event following immunization',
    data: Type.Omit(AefiReported, ['immunizationId', 'reportBy']),
    roles: ['observer', 'screener', 'vaccinator'],
    becomes: ['aefi.reported'],
  }),
}
