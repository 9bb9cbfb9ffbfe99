import { isRefused } from '@sentra/card'
import {
  issueLocalCard,
  loadDeviceCertificate,
  recordedImmunization,
  signerFromKey,
} from '@sentra/card/issue'
import type { ImmunizationRecorded, JournalEvent, LocalCardIssued, Patient } from '@sentra/contract'
import { v7 as uuid } from 'uuid'
import type { TestSite } from './test-site.ts'

/**
 * A dose in the site's log and the local card for it, signed by the site's device with the next index of its
 * block, or with the index given. `more`: fields that only a newer site writes.
 */
export async function doseWithLocalCard(
  site: TestSite,
  patient: Patient,
  statusIndex = site.certificate.firstIndex,
  more: object = {},
): Promise<{ dose: JournalEvent & { data: ImmunizationRecorded }; issued: LocalCardIssued; text: string }> {
  const dose = site.dose(patient)
  const certificate = await loadDeviceCertificate(Buffer.from(site.certificate.certificate, 'base64'))
  const immunization = recordedImmunization(dose)
  if (isRefused(certificate) || isRefused(immunization)) throw new Error('the test cannot make a card')
  const cardId = uuid()
  const card = issueLocalCard(
    immunization,
    {
      cardId,
      issuer: 'K-01',
      cause: { kind: 'wait', waitedSeconds: 31 },
      statusIndex,
    },
    { signer: signerFromKey(site.deviceKey), certificate },
    site.now(),
  )
  if (isRefused(card)) throw new Error(`the test cannot make a card: ${card.refused}`)
  const issued: LocalCardIssued = {
    cardId,
    immunizationId: dose.data.immunizationId,
    visitId: dose.data.visitId,
    serial: card.contents.serial,
    statusList: card.contents.statusList,
    statusIndex: card.contents.statusIndex,
    deviceCertificateId: card.contents.deviceCertificateId,
    expiresOn: card.contents.expiresAt.slice(0, 10),
    cause: { kind: 'wait', waitedSeconds: 45 },
    text: card.text,
  }
  // The thing a command makes carries the command's id, and so does its event.
  site.append('local-card.issued', { ...issued, ...more }, { actor: 'K-01', eventId: cardId })
  return { dose, issued, text: card.text }
}

/** A local card as a site only tells of it, for a new dose: the registry takes its words from the log. */
export function toldLocalCard(
  site: TestSite,
  patient: Patient,
  card: { readonly number: number; readonly cause: LocalCardIssued['cause']; readonly actor: string },
): LocalCardIssued {
  const { data } = site.dose(patient)
  const cardId = uuid()
  const issued: LocalCardIssued = {
    cardId,
    immunizationId: data.immunizationId,
    visitId: data.visitId,
    serial: `KRW-01-${String(card.number).padStart(4, '0')}`,
    statusList: site.certificate.statusList,
    statusIndex: site.certificate.firstIndex + card.number,
    deviceCertificateId: site.certificate.certificateId,
    expiresOn: '2031-12-31',
    cause: card.cause,
    text: 'HC1:',
  }
  site.append('local-card.issued', issued, { actor: card.actor, eventId: cardId })
  return issued
}
