import {
  cardStatus,
  decodeHcertBytes,
  emptyStatusArray,
  encodeHcertText,
  isRefused,
  toBase64Url,
  withStatuses,
} from '@sentra/card'
import {
  type Es256Signer,
  generateKeyPem,
  issueDeviceCertificate,
  issueLocalCard,
  issueNationalCard,
  type RecordedImmunization,
  recordedImmunization,
  signBulletin,
  signerFromPem,
  signRootSuccession,
  signStatusList,
  signTicket,
  signTrustBundle,
  trustedKey,
} from '@sentra/card/issue'
import { seededChance, syntheticPerson } from '@sentra/testkit'

const day = 86_400_000
const localList = 'id-jb-local'
const nationalList = 'id-nat'

/** Which index of the local list has which fate. */
const indices = { valid: 100, exchanged: 101, withdrawn: 102, suspended: 103, expired: 104 } as const

/**
 * A small trust of its own for the tests of this page: keys made anew, files as the hub would serve
 * them, and one card of each fate.
 */
export function exampleTrust(now: Date) {
  const signers = {
    root: signer(),
    siteCa: signer(),
    documents: signer(),
    status: signer(),
    device: signer(),
  }
  const longAgo = new Date(now.getTime() - 100 * day)
  const farOff = new Date(now.getTime() + 500 * day)
  const certificate = issueDeviceCertificate(
    {
      deviceId: 'laptop-1',
      siteId: 'krw-01',
      siteName: 'Sentra Stadion Singaperbangsa',
      publicKey: signers.device.publicKey,
      statusList: localList,
      blockStart: 0,
      blockCount: 2048,
      validFrom: new Date(now.getTime() - 60 * day),
      keyUseUntil: new Date(now.getTime() + 5 * day),
    },
    signers.siteCa,
  )
  const device = { signer: signers.device, certificate }
  const local = (index: number, issuedAt = now, lifeDays = 30) => {
    const card = issueLocalCard(
      dose(index, issuedAt),
      {
        cardId: uuid(500 + index),
        issuer: 'C-01',
        cause: { kind: 'outage', outageId: uuid(9) },
        statusIndex: index,
        expiresAt: new Date(issuedAt.getTime() + lifeDays * day),
      },
      device,
      issuedAt,
    )
    if (isRefused<string>(card)) throw new Error(`the example card was refused: ${card.refused}`)
    return card.text
  }
  const national = issueNationalCard(
    dose(7, now),
    { statusList: nationalList, statusIndex: 7 },
    signers.documents,
    now,
  )
  if (isRefused<string>(national)) throw new Error(`the example card was refused: ${national.refused}`)

  const bundle = (counter: number, root = signers.root, extendedUntil?: Date) =>
    signTrustBundle(
      {
        counter,
        issuedAt: now.toISOString(),
        expiresAt: new Date(now.getTime() + 90 * day).toISOString(),
        siteCas: [trustedKey(signers.siteCa, longAgo, farOff)],
        documentSigners: [{ ...trustedKey(signers.documents, longAgo, farOff), country: 'ID' }],
        statusSigners: [trustedKey(signers.status, longAgo, farOff)],
        deniedDevices: [],
        ...(extendedUntil
          ? { extendedLists: [{ statusList: localList, validUntil: extendedUntil.toISOString() }] }
          : {}),
      },
      root,
    )
  /** `root.json` on the day when another root took over from the first one. */
  const rootsTo = (next: Es256Signer, by = signers.root) => {
    const moment = now.toISOString()
    const terms = { newRoot: next.publicKey, issuedAt: moment, validFrom: moment, lastCounter: 3 }
    return json({
      rootPublicKey: toBase64Url(next.publicKey),
      successions: [toBase64Url(signRootSuccession(terms, by))],
    })
  }
  const list = (uri: string, issuedAt: Date, liveUntil?: Date) =>
    signStatusList(
      withStatuses(emptyStatusArray(2, 1 << 16), uri === localList ? fates : []),
      { uri, issuedAt, ...(liveUntil ? { liveUntil } : {}) },
      signers.status,
    )
  return {
    files: {
      'trust/root.json': json({ rootPublicKey: toBase64Url(signers.root.publicKey) }),
      'trust/bundle.cwt': bundle(3),
      'status/index.json': json({ lists: [{ listId: localList }, { listId: nationalList }] }),
      [`status/${localList}.cwt`]: list(localList, now),
      [`status/${nationalList}.cwt`]: list(nationalList, now),
    } as Record<string, Uint8Array<ArrayBuffer>>,
    bundle,
    rootsTo,
    signers,
    /** Says that the laptop of the local cards was stolen before any of its cards was reported. */
    bulletin: (counter: number) =>
      signBulletin(
        {
          counter,
          issuedAt: now.toISOString(),
          expiresAt: new Date(now.getTime() + 90 * day).toISOString(),
          deniedDevices: [
            { certificateId: certificate.contents.certificateId, deniedAt: now.toISOString(), goodCards: [] },
          ],
          extendedLists: [],
        },
        signers.status,
      ),
    localListAsOf: (issuedAt: Date, liveUntil?: Date) => list(localList, issuedAt, liveUntil),
    bundleExtending: (counter: number, until: Date) => bundle(counter, signers.root, until),
    localListPath: `status/${localList}.cwt`,
    cards: {
      local: local(indices.valid),
      national: national.text,
      exchanged: local(indices.exchanged),
      withdrawn: local(indices.withdrawn),
      suspended: local(indices.suspended),
      expired: local(indices.expired, new Date(now.getTime() - 20 * day), 10),
    },
    ticket: signTicket(
      { siteId: 'krw-01', ticketId: uuid(70), localDate: '2021-08-05', lane: 'walk-in', number: 'W-0123' },
      signers.device,
    ),
  }
}

/** The same card with one byte of its signed words changed, packed as neatly as before. */
export function withOneChangedByte(text: string): string {
  const envelope = decodeHcertBytes(text)
  if (isRefused<string>(envelope)) throw new Error('the example card does not decode')
  const changed = new Uint8Array(envelope)
  const place = changed.length - 100
  changed[place] = changed[place]! ^ 1
  return encodeHcertText(changed)
}

const fates = [
  [indices.exchanged, cardStatus.exchanged],
  [indices.withdrawn, cardStatus.withdrawn],
  [indices.suspended, cardStatus.suspended],
] as const

function dose(number: number, at: Date): RecordedImmunization {
  const person = syntheticPerson(seededChance(number))
  const recorded = recordedImmunization({
    site: 'krw-01',
    seq: number + 1,
    eventId: uuid(number),
    type: 'immunization.recorded',
    occurredAt: at.toISOString(),
    actor: 'V-03',
    data: {
      immunizationId: uuid(1000 + number),
      visitId: uuid(2000 + number),
      ticketId: uuid(3000 + number),
      patient: {
        patientId: `p-${number}`,
        fullName: person.fullName,
        birthDate: person.birthDate,
        sex: person.sex,
        identifiers: [{ kind: 'NIK', value: person.nik }],
      },
      doseNumber: 1,
      productId: 'sinovac-coronavac',
      lotNumber: 'EX7731',
      expirationDate: '2027-03-31',
      vialId: uuid(4000),
      vialDose: 1,
      extraDose: false,
      doseMl: 0.5,
      bodySite: 'LEFT_ARM',
      occurrenceDate: at.toISOString().slice(0, 10),
      observationMinutes: 15,
    },
  })
  if (isRefused<string>(recorded)) throw new Error(`the example dose was refused: ${recorded.refused}`)
  return recorded
}

function signer(): Es256Signer {
  return signerFromPem(generateKeyPem())
}

function uuid(number: number): string {
  return `017b1234-0000-7000-8000-${number.toString(16).padStart(12, '0')}`
}

function json(value: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(value))
}
