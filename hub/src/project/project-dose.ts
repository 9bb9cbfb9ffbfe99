import { cardProduct } from '@sentra/card'
import type { ImmunizationRecorded, PatientCorrected } from '@sentra/contract'
import { matchPatient, writePatient } from './match-patient.ts'
import { patientBucket } from './patient-key.ts'
import type { ProjectedEvent, Projection } from './projection.ts'
import { nationalCardId, withdrawNationalCard } from './replace-national-card.ts'
import { rowKey } from './rows.ts'

/**
 * A dose was given: the patient, the dose, and a place for its national card, which is signed right after
 * (mint-national-cards.ts).
 *
 * The same dose number for the same person from another immunization is recorded like any other (it
 * was injected, and its vial is one dose lighter), marked `repeated` and put before a person. It gets
 * no national card of its own until that is settled: one of the two may belong to somebody else.
 */
export function projectDose(projection: Projection, event: ProjectedEvent): void {
  const { registry, findings } = projection
  const dose = event.data as ImmunizationRecorded
  const { immunizationId, visitId, ticketId, doseNumber, productId, lotNumber, expirationDate } = dose
  const key = matchPatient(projection, event, dose.patient)
  if (registry.doses.get(rowKey(event.site, immunizationId))) {
    findings.openCase({
      kind: 'refused-record',
      site: event.site,
      eventId: event.eventId,
      immunizationId,
      summary: 'A second record names a dose that is recorded already. The first one stands.',
    })
    return
  }
  const earlier = findEarlier(projection, event, key)
  const repeated = earlier !== undefined
  registry.holdDose(
    {
      site: event.site,
      immunizationId,
      patientKey: key,
      bucket: patientBucket(key),
      epoch: event.epoch,
      seq: event.seq,
      visitId,
      ticketId,
      doseNumber,
      productId,
      lotNumber,
      expirationDate,
      vialId: dose.vialId,
      vialDose: dose.vialDose,
      extraDose: dose.extraDose,
      localDate: dose.occurrenceDate,
      occurredAt: event.occurredAt,
      vaccinator: event.actor,
      repeated,
    },
    true,
  )
  registry.doseEvents.set(rowKey(event.site, immunizationId), event)
  if (repeated) {
    findings.openCase({
      kind: 'second-dose',
      site: event.site,
      eventId: event.eventId,
      immunizationId,
      summary: `Dose ${doseNumber} was recorded before for this person (${earlier}). Both doses are kept; no second national card is made until somebody has looked.`,
    })
    return
  }
  if (!cardProduct(productId)) {
    const summary = `No national card: the product ${productId} has no codes for a card. Add it to the product list.`
    findings.conflict(event.site, event, immunizationId, summary)
    return
  }
  registry.holdNationalCard(
    {
      site: event.site,
      nationalCardId: nationalCardId(immunizationId, 1),
      immunizationId,
      generation: 1,
      state: 'ready',
      collectedAt: null,
    },
    true,
  )
}

/**
 * Another dose of the same number for this person, if there is one that comes before this one. A dose
 * that has its national card comes before every other: the card is in somebody's hands.
 */
function findEarlier({ registry }: Projection, event: ProjectedEvent, key: string): string | undefined {
  const { immunizationId, doseNumber } = event.data as ImmunizationRecorded
  const others = [...registry.mintedOfPatient(key, doseNumber), ...registry.dosesOfPatient(key, doseNumber)]
  const isOwn = (other: (typeof others)[number]) =>
    other.site === event.site && other.immunizationId === immunizationId
  return others.some(isOwn) ? undefined : others.map((other) => other.immunizationId).toSorted()[0]
}

/**
 * A correction: the registry shows the corrected words, and a card with the earlier ones is dealt with.
 */
export function projectCorrection(projection: Projection, event: ProjectedEvent): void {
  const { registry } = projection
  const { visitId, patient } = event.data as PatientCorrected
  const [dose] = registry.dosesOfVisit(event.site, visitId)
  if (!dose) return // corrected before the dose: the dose will carry the corrected words
  const before = registry.patients.get(dose.patientKey)
  writePatient(projection, event, dose.patientKey, patient)
  const otherWords = before?.fullName !== patient.fullName || before.birthDate !== patient.birthDate
  if (otherWords) correctCards(projection, event, visitId)
}

/**
 * A card that waits in nobody's hand is made anew with the corrected words. One that was handed over is
 * not quietly changed: two people at the site make it void, and then it is made anew.
 */
function correctCards(projection: Projection, event: ProjectedEvent, visitId: string): void {
  const { registry, findings } = projection
  const card = registry
    .dosesOfVisit(event.site, visitId)
    .map(({ immunizationId }) => registry.nationalCardOf(event.site, immunizationId))
    .find((found) => found !== undefined)
  if (!card) return
  if (card.state === 'ready') {
    const { patient } = event.data as PatientCorrected
    withdrawNationalCard(projection, card, { correctedPatient: patient })
    return
  }
  const summary =
    'Name or birth date was corrected after the national card was handed over. Make that card void at its site; a new one follows.'
  findings.conflict(event.site, event, card.immunizationId, summary)
}
