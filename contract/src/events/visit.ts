import { type Static, Type } from 'typebox'
import { Desk, Instant, LocalDate, LotNumber, Patient, ProductId, Uuid } from '../values/index.ts'

export const VisitRegistered = Type.Object({
  visitId: Uuid,
  ticketId: Uuid,
  localDate: LocalDate,
  patient: Patient,
  doseNumber: Type.Integer({ minimum: 1, maximum: 4 }),
  /** Which document the registrar saw. */
  identityChecked: Type.Union([
    Type.Literal('KTP'),
    Type.Literal('KK'),
    Type.Literal('PASSPORT'),
    Type.Literal('SIM'),
    Type.Literal('LETTER'),
    Type.Literal('NONE'),
  ]),
  /** Named warnings that were shown and accepted, e.g. `NIK_DOB_MISMATCH`: resolve later, never refuse. */
  warnings: Type.Array(Type.String(), { maxItems: 20 }),
  desk: Type.Optional(Desk),
})
export type VisitRegistered = Static<typeof VisitRegistered>

/** A correction is a new fact with author and time; the first record stays. */
export const PatientCorrected = Type.Object({
  visitId: Uuid,
  patient: Patient,
  reason: Type.String({ minLength: 3, maxLength: 200 }),
})
export type PatientCorrected = Static<typeof PatientCorrected>

export const ScreeningDecision = Type.Union([
  Type.Literal('PROCEED'),
  Type.Literal('PROCEED_WITH_CONDITION'),
  Type.Literal('HOSPITAL_ONLY'),
  Type.Literal('POSTPONE'),
  Type.Literal('REFER'),
  Type.Literal('NOT_GIVEN'),
])
export type ScreeningDecision = Static<typeof ScreeningDecision>

/** An answer is what the form's item says it is: yes/no, a number, a date, a choice, or not known. */
export const ScreeningAnswers = Type.Record(
  Type.String(),
  Type.Union([Type.Boolean(), Type.Number(), Type.String(), Type.Null()]),
)
export type ScreeningAnswers = Static<typeof ScreeningAnswers>

export const ScreeningReason = Type.Object({
  source: Type.String({ description: 'id of the measurement or item that decided' }),
  decision: Type.String(),
  until: Type.Optional(Type.String()),
})
export type ScreeningReason = Static<typeof ScreeningReason>

export const ScreeningRecorded = Type.Object({
  visitId: Uuid,
  formId: Type.String(),
  formVersion: Type.String(),
  answers: ScreeningAnswers,
  /** What the form advised: worst decision wins, all reasons kept. */
  advised: ScreeningDecision,
  reasons: Type.Array(ScreeningReason),
  /** What the clinician decided. Differs from `advised` only with an override. */
  decision: ScreeningDecision,
  override: Type.Optional(Type.Object({ reason: Type.String({ minLength: 3, maxLength: 200 }) })),
  consent: Type.Boolean(),
  observationMinutes: Type.Integer({ minimum: 0, maximum: 120 }),
})
export type ScreeningRecorded = Static<typeof ScreeningRecorded>

/** The fact all cards stand on: this dose, from this open vial, into this person. Consumes the ticket. */
export const ImmunizationRecorded = Type.Object({
  immunizationId: Uuid,
  visitId: Uuid,
  ticketId: Uuid,
  patient: Patient,
  doseNumber: Type.Integer({ minimum: 1, maximum: 4 }),
  productId: ProductId,
  lotNumber: LotNumber,
  expirationDate: LocalDate,
  vialId: Uuid,
  /** 1 is the first dose out of the vial. */
  vialDose: Type.Integer({ minimum: 1 }),
  /** The label said fewer: an eleventh dose from a ten-dose vial, stated by the vaccinator. */
  extraDose: Type.Boolean(),
  doseMl: Type.Number({ exclusiveMinimum: 0 }),
  bodySite: Type.Union([Type.Literal('LEFT_ARM'), Type.Literal('RIGHT_ARM')]),
  occurrenceDate: LocalDate,
  observationMinutes: Type.Integer({ minimum: 0, maximum: 120 }),
  desk: Type.Optional(Desk),
})
export type ImmunizationRecorded = Static<typeof ImmunizationRecorded>

export const ObservationEnded = Type.Object({
  visitId: Uuid,
  outcome: Type.Union([Type.Literal('well'), Type.Literal('aefi'), Type.Literal('left-early')]),
})
export type ObservationEnded = Static<typeof ObservationEnded>

export const AefiReported = Type.Object({
  visitId: Uuid,
  immunizationId: Uuid,
  symptoms: Type.Array(Type.String({ maxLength: 60 }), { minItems: 1, maxItems: 20 }),
  /** Death, hospital stay, lasting disability, danger to life, or unrest: regency within 24 h. */
  serious: Type.Boolean(),
  onsetAt: Instant,
  action: Type.String({ maxLength: 200 }),
  /** When the report is due at the regency. */
  reportBy: Instant,
})
export type AefiReported = Static<typeof AefiReported>
