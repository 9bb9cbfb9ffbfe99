import type { CommittedEvent, ImmunizationRecorded } from '@sentra/contract'
import { type Refused, refuse } from '../envelope/refused.ts'

declare const recorded: unique symbol

/**
 * A dose that is in the log. Issued means injected: no card can be made without one of these, and
 * `recordedImmunization` is the only way to get one. The compiler holds that line, and so does a
 * set kept here, for callers who argue with the compiler.
 */
export interface RecordedImmunization {
  readonly [recorded]: true
  readonly site: string
  readonly seq: number
  readonly eventId: string
  readonly vaccinator: string
  readonly dose: ImmunizationRecorded
}

const made = new WeakSet<object>()

/** Takes an event with its place in the log, of type `immunization.recorded`; anything else is refused. */
export function recordedImmunization(
  event: CommittedEvent,
): RecordedImmunization | Refused<'not-a-recorded-immunization'> {
  const dose = event.data as Partial<ImmunizationRecorded> | null
  const inTheLog = Number.isSafeInteger(event.seq) && event.seq >= 1
  if (!inTheLog || event.type !== 'immunization.recorded' || typeof dose !== 'object' || dose === null) {
    return refuse('not-a-recorded-immunization')
  }
  const complete =
    dose.immunizationId && dose.ticketId && dose.vialId && dose.patient && dose.lotNumber && dose.doseNumber
  if (!complete) return refuse('not-a-recorded-immunization')

  const { site, seq, eventId, actor } = event
  const immunization = { site, seq, eventId, vaccinator: actor, dose: dose as ImmunizationRecorded }
  made.add(immunization)
  return Object.freeze(immunization) as RecordedImmunization
}

export function assertRecorded(immunization: RecordedImmunization): void {
  if (!made.has(immunization)) throw new Error('Broken invariant: a card exists only for a recorded dose')
}
