import type { CommittedEvent, TrustBundle } from '@sentra/contract'
import { assert, isRefused } from '../envelope/refused.ts'
import { emptyStatusArray, openStatusList, openTrustBundle, type StatusList, withStatuses } from '../index.ts'
import {
  type Es256Signer,
  generateKeyPem,
  type IssuedLocalCard,
  issueDeviceCertificate,
  issueLocalCard,
  issueNationalCard,
  type LocalCardRequest,
  type RecordedImmunization,
  recordedImmunization,
  signerFromPem,
  signStatusList,
  signTrustBundle,
  trustedKey,
} from '../issue/index.ts'

/**
 * A small country for tests and fixtures: one root, one site CA, one document signer, one status
 * signer, and the laptop of a stadium in Karawang on 5 August 2021. Nobody in it exists: the NIK has
 * district 00, which no register gives out.
 */
export const keyNames = ['root', 'site-ca', 'document-signer', 'status-signer', 'device', 'stranger'] as const
export type KeyName = (typeof keyNames)[number]
export type KeyPems = Record<KeyName, string>

export const firstDay = new Date('2021-08-05T01:00:00.000Z')
export const localList = 'id-jb-2021-08'
export const nationalList = 'id-national-2021-08'

export function newKeyPems(): KeyPems {
  return Object.fromEntries(keyNames.map((name) => [name, generateKeyPem()])) as KeyPems
}

export function exampleWorld(pems: KeyPems = newKeyPems()) {
  const signers = Object.fromEntries(keyNames.map((name) => [name, signerFromPem(pems[name])])) as Record<
    KeyName,
    Es256Signer
  >
  const year = [new Date('2021-01-01T00:00:00Z'), new Date('2022-12-31T00:00:00Z')] as const
  const bundle: TrustBundle = {
    counter: 7,
    issuedAt: '2021-08-05T00:00:00.000Z',
    expiresAt: '2021-10-05T00:00:00.000Z',
    siteCas: [trustedKey(signers['site-ca'], ...year)],
    documentSigners: [{ ...trustedKey(signers['document-signer'], ...year), country: 'ID' }],
    statusSigners: [trustedKey(signers['status-signer'], ...year)],
    deniedDevices: [],
  }
  const certificate = issueDeviceCertificate(
    {
      deviceId: 'krw-01-laptop-a',
      siteId: 'krw-01',
      siteName: 'Stadion Singaperbangsa Karawang',
      publicKey: signers.device.publicKey,
      statusList: localList,
      blockStart: 2048,
      blockCount: 2048,
      validFrom: new Date('2021-08-04T17:00:00Z'),
    },
    signers['site-ca'],
  )
  return { signers, bundle, certificate, device: { signer: signers.device, certificate } }
}

export type ExampleWorld = ReturnType<typeof exampleWorld>

export function exampleEvent(changes: Record<string, unknown> = {}): CommittedEvent {
  return {
    site: 'krw-01',
    seq: 42,
    eventId: '017b1403-5a00-7000-8000-000000000042',
    type: 'immunization.recorded',
    occurredAt: '2021-08-05T01:30:00.000Z',
    actor: 'V-03',
    data: {
      immunizationId: '017b1403-5a00-7000-8000-000000000042',
      visitId: '017b1403-5a00-7000-8000-000000000041',
      ticketId: '017b1403-5a00-7000-8000-000000000040',
      patient: {
        patientId: 'p-1',
        fullName: 'Contoh Siti Rahmawati Kusumaningrum',
        birthDate: '1987-04-12',
        sex: 'female',
        identifiers: [{ kind: 'NIK', value: '3215005204879901' }],
        phone: '081200000000',
      },
      doseNumber: 1,
      productId: 'sinovac-coronavac',
      lotNumber: '202107001B',
      expirationDate: '2022-06-30',
      vialId: '017b1403-5a00-7000-8000-000000000039',
      vialDose: 1,
      extraDose: false,
      doseMl: 0.5,
      bodySite: 'LEFT_ARM',
      occurrenceDate: '2021-08-05',
      observationMinutes: 15,
      ...changes,
    },
  }
}

export function exampleDose(changes: Record<string, unknown> = {}): RecordedImmunization {
  const immunization = recordedImmunization(exampleEvent(changes))
  assert(!isRefused(immunization), 'the example dose is recorded')
  return immunization
}

export const exampleRequest: LocalCardRequest = {
  cardId: '017b1404-0000-7000-8000-000000000001',
  issuer: 'K-11',
  cause: { kind: 'outage', outageId: '017b1402-0000-7000-8000-000000000009' },
  statusIndex: 2049,
}

export function exampleLocalCard(
  world: ExampleWorld,
  request: Partial<LocalCardRequest> = {},
  immunization = exampleDose(),
): IssuedLocalCard {
  const card = issueLocalCard(immunization, { ...exampleRequest, ...request }, world.device, firstDay)
  assert(!isRefused(card), 'the example card is issued')
  return card
}

export function exampleNationalCard(world: ExampleWorld, statusIndex = 17) {
  const request = { statusList: nationalList, statusIndex }
  const card = issueNationalCard(exampleDose(), request, world.signers['document-signer'], firstDay)
  assert(!isRefused(card), 'the example card is issued')
  return card
}

export async function openExample(world: ExampleWorld, changes: Partial<TrustBundle> = {}) {
  const bytes = signTrustBundle({ ...world.bundle, ...changes }, world.signers.root)
  const trust = await openTrustBundle(bytes, world.signers.root.publicKey)
  assert(!isRefused(trust), 'the example bundle opens')
  return trust
}

/** A signed list with these statuses, opened as a verifier would. */
export async function exampleList(
  world: ExampleWorld,
  statuses: Iterable<readonly [number, number]> = [],
  uri = localList,
  issuedAt = firstDay,
): Promise<StatusList> {
  const bytes = exampleListBytes(world, statuses, uri, issuedAt)
  const list = await openStatusList(bytes, await openExample(world))
  assert(!isRefused(list), 'the example list opens')
  return list
}

export function exampleListBytes(
  world: ExampleWorld,
  statuses: Iterable<readonly [number, number]>,
  uri = localList,
  issuedAt = firstDay,
) {
  const array = withStatuses(emptyStatusArray(2, 1 << 16), statuses)
  return signStatusList(array, { uri, issuedAt }, world.signers['status-signer'])
}
