import { isRefused } from '@sentra/card'
import { issueLocalCard, type RecordedImmunization, recordedImmunization } from '@sentra/card/issue'
import type { ImmunizationRecorded, LocalDate, OutageBegan, Patient } from '@sentra/contract'
import {
  draftLocalCard,
  isRefusal,
  type LocalCardPermit,
  mayApproveVoid,
  mayExchange,
  mayHandOverNational,
  mayIssueLocalCard,
  mayReprint,
  mayRequestVoid,
  outageForCard,
  type RecordedDose,
  type Refusal,
  refuse,
  type VoidableCard,
} from '@sentra/domain'
import { siteMoment } from '../clock/site-time.ts'
import { exchangeGrant } from '../link/exchange-elsewhere.ts'
import { wasCopied } from '../link/own-device.ts'
import { cardsOfDose, findCard, localCardState } from '../reads/cards.ts'
import { type OpenOutage, openOutages } from '../reads/outages.ts'
import { doseState } from '../reads/visits.ts'
import { openVoidRequest } from '../reads/void-requests.ts'
import type { Site } from '../site.ts'
import { type Database, row } from '../store/database.ts'
import type { CommandContext, CommandHandlers } from './command-context.ts'

export const cardHandlers: CommandHandlers<
  | 'local-card.issue'
  | 'national-card.hand-over'
  | 'card.exchange'
  | 'card.exchange-elsewhere'
  | 'card.reprint'
  | 'card.void-request'
  | 'card.void-approve'
> = {
  'local-card.issue': (context, { immunizationId }) => {
    const { site, now, actor, device } = context
    const dose = doseInLog(site, immunizationId)
    const cards = cardsOfDose(site.db, immunizationId)
    const permit = mayIssueLocalCard({
      immunization: dose,
      issuer: actor,
      issuerDevice: device,
      twoDevices: site.twoDevices,
      localCards: cards.local,
      nationalCard: cards.national,
      stopped: cards.stopped,
      outage: outageForCard(outagesInLog(site), actor),
      quarantined: site.link.quarantined(),
      waitedSeconds: dose ? (Date.parse(now.instant) - Date.parse(dose.recordedAt)) / 1000 : 0,
      waitLimitSeconds: site.nationalCardWaitSeconds,
      copied: wasCopied(site.db),
      certificate: site.cardIssuing.certificateView(),
      now: now.instant,
    })
    return isRefusal(permit) ? permit : signLocalCard(context, permit)
  },

  'national-card.hand-over': ({ site }, { immunizationId }) => {
    const cards = cardsOfDose(site.db, immunizationId)
    const handedOver = mayHandOverNational({
      immunization: doseState(site.db, immunizationId),
      localCards: cards.local,
      nationalCard: cards.national,
      stopped: cards.stopped,
    })
    return isRefusal(handedOver) ? handedOver : withCard(site.db, handedOver)
  },

  'card.exchange': ({ site }, { localCardId, paperWithdrawn }) => {
    const localCard = localCardState(site.db, localCardId)
    const national = localCard ? cardsOfDose(site.db, localCard.immunizationId).national : null
    const exchanged = mayExchange({ localCard, nationalCard: national, paperWithdrawn })
    return isRefusal(exchanged) ? exchanged : withCard(site.db, exchanged)
  },

  'card.exchange-elsewhere': ({ site, commandId }, { paperWithdrawn }) => {
    // The hub was asked before this transaction (link/exchange-elsewhere.ts); its word is kept until it is a fact.
    const granted = exchangeGrant(site.db, commandId)
    if (!granted) return refuse('hub-unavailable')
    const { exchangedAt: _, ...exchange } = granted
    return { type: 'card.exchanged-elsewhere', data: { ...exchange, paperWithdrawn } }
  },

  'card.reprint': ({ site }, { cardId, reason }) => mayReprint(findCard(site.db, cardId), reason),

  'card.void-request': ({ site, commandId }, { cardId, reason }) =>
    mayRequestVoid({
      card: voidableCard(site.db, cardId),
      openRequest: openVoidRequest(site.db, { cardId }),
      requestId: commandId,
      reason,
    }),

  'card.void-approve': ({ site, actor }, { requestId }) => {
    const request = openVoidRequest(site.db, { requestId })
    return mayApproveVoid({
      request,
      card: request && voidableCard(site.db, request.cardId),
      approver: actor,
    })
  },
}

/** Which card it was, in the fact itself: a hub that has lost it takes it from here. */
function withCard<Draft extends { data: { nationalCardId: string } }>(db: Database, draft: Draft): Draft {
  const held = row<{ text: string }>(
    db,
    'SELECT text FROM national_cards WHERE national_card_id = ?',
    draft.data.nationalCardId,
  )
  return held ? { ...draft, data: { ...draft.data, nationalCardText: held.text } } : draft
}

/**
 * Who injected, where and when, for a card: from the log and not from its views, so that whoever edits a
 * table of this file makes no card with it.
 */
function doseInLog(site: Site, immunizationId: string): RecordedDose | null {
  const event = site.journal.eventById(immunizationId)
  if (event?.type !== 'immunization.recorded') return null
  const { visitId } = event.data as ImmunizationRecorded
  return {
    immunizationId,
    visitId,
    vaccinator: event.actor,
    recordedAt: event.recordedAt,
    device: event.device,
  }
}

/** The outages that are on and whose beginning the log has, in its words: they are never just rows in a table. */
function outagesInLog(site: Site): OpenOutage[] {
  return openOutages(site.db).flatMap((outage) => {
    const began = site.journal.eventById(outage.outageId)
    if (began?.type !== 'outage.began') return []
    const { target, cause } = began.data as OutageBegan
    return { ...outage, target, cause, declaredBy: cause === 'declared' ? began.actor : null }
  })
}

function voidableCard(db: Database, cardId: string): VoidableCard | null {
  const card = findCard(db, cardId)
  const dose = card && doseState(db, card.immunizationId)
  return card && dose ? { ...card, visitId: dose.visitId } : null
}

/** The card is signed inside the transaction that records it: a number is used exactly when there is a card. */
function signLocalCard({ site, commandId, actor }: CommandContext, permit: LocalCardPermit) {
  const device = site.cardIssuing.next()
  if (!device) return refuse('no-card-numbers-left')
  const immunization = recorded(site, permit.immunizationId)
  const corrected = correctedPatient(site, permit.visitId)
  const issued = issueLocalCard(
    immunization,
    {
      cardId: commandId,
      issuer: actor,
      cause: permit.cause,
      statusIndex: device.index,
      ...(corrected ? { correctedPatient: corrected } : {}),
    },
    { signer: site.cardSigner, certificate: device.certificate },
    site.clock.now(),
  )
  if (isRefused(issued)) return signerRefusal(issued.refused, device.certificate.contents.keyUseUntil)
  const { contents, text } = issued
  return draftLocalCard(permit, {
    cardId: commandId,
    serial: contents.serial,
    statusList: contents.statusList,
    statusIndex: contents.statusIndex,
    deviceCertificateId: contents.deviceCertificateId,
    expiresOn: localDateOf(site, contents.expiresAt),
    text,
  })
}

function recorded(site: Site, immunizationId: string): RecordedImmunization {
  // The immunization's id is its event's: both are the command's.
  const event = site.journal.eventById(immunizationId)
  const immunization = event ? recordedImmunization(event) : null
  if (!immunization || isRefused(immunization)) throw new Error('a projected dose has no event in the log')
  return immunization
}

/** The person as corrected since the dose was recorded; null when nothing was. */
function correctedPatient(site: Site, visitId: string): Patient | null {
  const found = row<{ patient: string }>(site.db, 'SELECT patient FROM visits WHERE visit_id = ?', visitId)
  return found ? (JSON.parse(found.patient) as Patient) : null
}

function signerRefusal(reason: string, useUntil: string): Refusal {
  if (reason === 'vaccinator-is-issuer') return refuse('same-person')
  if (reason === 'certificate-not-in-force') return refuse('certificate-expired', { details: { useUntil } })
  if (reason === 'index-outside-block') return refuse('no-card-numbers-left')
  throw new Error(`the card signer refused what the rules allowed: ${reason}`)
}

const localDateOf = (site: Site, instant: string): LocalDate =>
  siteMoment(new Date(instant), site.timeZone).localDate
