import type {
  DeviceId,
  EventDraft,
  Instant,
  LocalCardCause,
  LocalCardIssued,
  StaffId,
} from '@sentra/contract'
import { type Refusal, refuse } from '../refusal.ts'
import {
  type LocalCardState,
  liveCards,
  type NationalCardState,
  type RecordedDose,
  type StoppedDose,
} from './card-state.ts'
import { waitLeft } from './wait-left.ts'

declare const permitted: unique symbol

/**
 * Leave to issue one local card for one recorded dose. Only `mayIssueLocalCard` gives it, and
 * `draftLocalCard` takes nothing else: without a dose there is no way to a card, in the types.
 */
export interface LocalCardPermit {
  readonly [permitted]: true
  readonly immunizationId: string
  readonly visitId: string
  readonly cause: LocalCardCause
}

/** Seconds to wait for the national card before a local one may be issued without an outage. */
export const waitLimitSecondsDefault = 30

export interface LocalCardRequest {
  readonly immunization: RecordedDose | null
  /** Who asks for the card: never the vaccinator of the dose. */
  readonly issuer: StaffId
  /** Where the card is asked for; with `twoDevices`, never where the injection was written down. */
  readonly issuerDevice?: DeviceId
  readonly twoDevices?: boolean
  readonly localCards: readonly LocalCardState[]
  readonly nationalCard: NationalCardState | null
  readonly stopped?: StoppedDose | null
  readonly outage: { readonly outageId: string } | null
  /** The hub knows another history of this site: the next card numbers may be on paper somewhere already. */
  readonly quarantined?: boolean
  /** Since the dose was recorded. */
  readonly waitedSeconds: number
  readonly waitLimitSeconds: number
  /** The data was copied from another laptop, which may be using the numbers that came with it. */
  readonly copied?: boolean
  /** The site's card certificate: numbers left in its block, and until when its key may be used. */
  readonly certificate: { readonly indexLeft: number; readonly useUntil: Instant } | null
  readonly now: Instant
}

/**
 * Whether a local card may be made for a dose, and why it is needed. It takes a recorded dose, two
 * different people on two devices, and a recorded outage or a recorded wait: nobody leaves without a card, and
 * "the server is down" is never just somebody's word. A card whose cause is a wait of one second was made after the
 * clock had fallen back: how long the person waited nobody knows.
 */
export function mayIssueLocalCard(
  request: LocalCardRequest,
):
  | LocalCardPermit
  | Refusal<
      | 'no-recorded-dose'
      | 'same-person'
      | 'same-device'
      | 'card-not-replaceable'
      | 'local-card-already-live'
      | 'already-exchanged'
      | 'national-card-ready'
      | 'not-enrolled'
      | 'numbers-elsewhere'
      | 'history-in-doubt'
      | 'certificate-expired'
      | 'no-card-numbers-left'
      | 'no-outage-yet'
    > {
  const { immunization, certificate, outage } = request
  if (immunization === null) return refuse('no-recorded-dose', { field: 'immunizationId' })
  if (immunization.vaccinator === request.issuer) return refuse('same-person')
  const sameDevice = immunization.device !== undefined && immunization.device === request.issuerDevice
  if (request.twoDevices && sameDevice) return refuse('same-device')

  const [live] = liveCards(request.localCards)
  if (live !== undefined) return refuse('local-card-already-live', { details: { serial: live.serial } })
  if (request.stopped) return refuse('card-not-replaceable', { details: { serial: request.stopped.serial } })
  const exchanged = request.localCards.find((card) => card.state === 'exchanged')
  if (exchanged !== undefined) return refuse('already-exchanged', { details: { serial: exchanged.serial } })
  if (request.nationalCard !== null) return refuse('national-card-ready')

  if (request.quarantined) return refuse('history-in-doubt')
  if (certificate === null) return refuse(request.copied ? 'numbers-elsewhere' : 'not-enrolled')
  if (request.now > certificate.useUntil)
    return refuse('certificate-expired', { details: { useUntil: certificate.useUntil } })
  if (certificate.indexLeft < 1) return refuse('no-card-numbers-left')

  const permit = (cause: LocalCardCause) =>
    ({ immunizationId: immunization.immunizationId, visitId: immunization.visitId, cause }) as LocalCardPermit
  if (outage !== null) return permit({ kind: 'outage', outageId: outage.outageId })
  const secondsLeft = waitLeft(request)
  if (secondsLeft > 0) return refuse('no-outage-yet', { details: { secondsLeft } })
  return permit({ kind: 'wait', waitedSeconds: Math.max(1, Math.floor(request.waitedSeconds)) })
}

/** The fact of a local card. The permit says for which dose and why; the rest comes from the signer. */
export function draftLocalCard(
  permit: LocalCardPermit,
  card: Omit<LocalCardIssued, 'immunizationId' | 'visitId' | 'cause'>,
): EventDraft<'local-card.issued'> {
  const { immunizationId, visitId, cause } = permit
  return { type: 'local-card.issued', data: { ...card, immunizationId, visitId, cause } }
}
