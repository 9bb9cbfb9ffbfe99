import {
  type EventDraft,
  type ImmunizationRecorded,
  type Patient,
  type ScreeningDecision,
  type SiteTime,
  screeningDecisionWords,
} from '@sentra/contract'
import { compareWithKnownDoses, type KnownDose } from '../patient/known-doses.ts'
import { extraDosesAllowed, type Product, productName } from '../products/product.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { mayVaccinate } from '../screening/evaluate.ts'
import type { SessionState } from '../session/session.ts'
import { type DoseDrawn, drawDose } from '../stock/draw-dose.ts'
import type { Vial } from '../stock/vial.ts'
import { type Ticket, type TicketSpent, ticketSpent } from '../tickets/ticket.ts'

/** A visit as the vaccination desk needs it. */
export interface VisitForDose {
  readonly visitId: string
  readonly patient: Patient
  readonly doseNumber: number
  readonly screening: { readonly decision: ScreeningDecision; readonly observationMinutes: number } | null
  readonly immunized: boolean
}

/**
 * Records one dose, from one open vial, into one screened person, against one ticket. It is the fact
 * all cards stand on, so each of the four is checked here again, whatever the desks before said.
 */
export function recordImmunization(input: {
  visit: VisitForDose | null
  ticket: Ticket
  vial: Vial | null
  product: Product
  session: SessionState
  now: SiteTime
  ids: { readonly immunizationId: string }
  bodySite: ImmunizationRecorded['bodySite']
  extraDoseStated?: boolean | undefined
  desk?: string | undefined
  /** Doses on record for this person. Two registrations of one person must not become two first doses. */
  knownDoses?: readonly KnownDose[]
}):
  | EventDraft<'immunization.recorded'>
  | Refusal<
      | 'session-not-open'
      | 'not-registered'
      | 'already-vaccinated'
      | 'not-screened'
      | 'screening-says-no'
      | TicketSpent
      | 'second-first-dose'
      | 'interval-too-short'
      | 'unknown-vial'
      | 'wrong-product'
      | Exclude<ReturnType<typeof drawDose>, DoseDrawn>['refused']
    > {
  const { visit, ticket, vial, product, now } = input
  if (input.session !== 'open') return refuse('session-not-open')
  if (visit === null) return refuse('not-registered', { field: 'visitId' })
  if (visit.immunized) return refuse('already-vaccinated', { field: 'visitId' })
  if (visit.screening === null) return refuse('not-screened', { field: 'visitId' })
  const { decision, observationMinutes } = visit.screening
  if (!mayVaccinate(decision))
    return refuse('screening-says-no', {
      field: 'visitId',
      details: { decision: screeningDecisionWords[decision] },
    })
  const spent = ticketSpent(ticket, now.localDate)
  if (spent !== null) return spent

  const dose = { doseNumber: visit.doseNumber, today: now.localDate, product }
  const compared = compareWithKnownDoses(visit.patient, dose, input.knownDoses ?? [])
  if (isRefusal(compared)) return compared

  if (vial === null) return refuse('unknown-vial', { field: 'vialId' })
  if (vial.productId !== product.productId)
    return refuse('wrong-product', {
      field: 'vialId',
      details: { productId: productName(vial.productId), campaignProductId: product.name },
    })
  const drawn = drawDose(vial, now, {
    extraDoseStated: input.extraDoseStated === true,
    allowExtra: extraDosesAllowed(product, vial.dosesPerVial) > 0,
  })
  if (isRefusal(drawn)) return drawn

  return {
    type: 'immunization.recorded',
    data: {
      immunizationId: input.ids.immunizationId,
      visitId: visit.visitId,
      ticketId: ticket.ticketId,
      patient: visit.patient,
      doseNumber: visit.doseNumber,
      productId: product.productId,
      lotNumber: vial.lotNumber,
      expirationDate: vial.expirationDate,
      vialId: vial.vialId,
      vialDose: drawn.vialDose,
      extraDose: drawn.extraDose,
      doseMl: product.doseMl,
      bodySite: input.bodySite,
      occurrenceDate: now.localDate,
      observationMinutes,
      ...(input.desk === undefined ? {} : { desk: input.desk }),
    },
  }
}
