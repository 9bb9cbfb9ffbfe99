import type { LocalCardContents, TrustBundle } from '@sentra/contract'
import { encodeBase45 } from '../envelope/base45.ts'
import type { Bytes } from '../envelope/bytes.ts'
import { hcertKey } from '../envelope/cwt.ts'
import { decodeHcertBytes, encodeHcertText } from '../envelope/hcert-text.ts'
import { deflateZlib } from '../envelope/inflate.ts'
import { assert, isRefused } from '../envelope/refused.ts'
import { signTicket } from '../issue/index.ts'
import { certificateHeader, signEnvelope } from '../issue/sign-envelope.ts'
import { encodeLocalCard } from '../local/contents.ts'
import { encodeDcc } from '../national/contents.ts'
import { type ExampleWorld, exampleDose, exampleLocalCard, exampleNationalCard } from './example-world.ts'
import {
  certificateItem,
  changedCharacter,
  derSignature,
  dvcCard,
  flipped,
  floatDate,
  highS,
  indefinite,
  keyTwice,
  longHead,
  namedProduct,
  payload,
  renamed,
  trailingCompression,
  unsignedHeader,
  unsorted,
  withAlgorithm,
} from './fixture-damage.ts'

/** What a frozen example says must come out. */
export interface FixtureCase {
  readonly name: string
  readonly text: string
  /** The moment of checking. */
  readonly at: string
  /** Which of the two frozen bundles: `trust`, or `trust-device-denied`. */
  readonly trust?: 'trust-device-denied'
  /** False: no status list at hand. */
  readonly lists?: boolean
  readonly expected: { readonly kind: string; readonly reason: string; readonly statusKnown: boolean }
}

const inTime = '2021-08-05T03:00:00.000Z'
const afterListExpiry = '2021-08-20T00:00:00.000Z'
const known = (kind: string, reason = kind) => ({ kind, reason, statusKnown: true })
const unknown = (kind: string, reason: string) => ({ kind, reason, statusKnown: false })
const refused = (reason: string) => unknown('not-genuine', reason)

/** Index 2060 is exchanged, 2061 withdrawn, 2062 suspended in the frozen local list. */
export const frozenStatuses = [
  [2060, 3],
  [2061, 1],
  [2062, 2],
] as const

export function deniedBundle(world: ExampleWorld): Partial<TrustBundle> {
  const { certificateId } = world.certificate.contents
  const denied = { certificateId, deniedAt: '2021-08-06T00:00:00.000Z', goodCards: [] }
  return { counter: world.bundle.counter + 1, deniedDevices: [denied] }
}

export function validCases(world: ExampleWorld): FixtureCase[] {
  const local = exampleLocalCard(world).text
  const at = inTime
  const ofIndex = (statusIndex: number) => exampleLocalCard(world, { statusIndex }).text
  const fullName = 'Contoh Nama Yang Sangat Panjang Sekali '.repeat(3).slice(0, 80).trim()
  const longest = exampleDose({ doseNumber: 3, patient: { ...exampleDose().dose.patient, fullName } })
  const withoutNik = exampleDose({ patient: { ...exampleDose().dose.patient, identifiers: [] } })
  const earlierDoses = [exampleDose(), exampleDose({ doseNumber: 2 })]
  const wait = { cause: { kind: 'wait', waitedSeconds: 31 } } as const
  return [
    { name: 'local', text: local, at, expected: known('valid-local', 'ok') },
    {
      name: 'local-longest',
      text: exampleLocalCard(world, { earlierDoses }, longest).text,
      at,
      expected: known('valid-local', 'ok'),
    },
    {
      name: 'local-after-a-wait',
      text: exampleLocalCard(world, wait).text,
      at,
      expected: known('valid-local', 'ok'),
    },
    {
      name: 'local-without-nik',
      text: exampleLocalCard(world, {}, withoutNik).text,
      at,
      expected: known('valid-local', 'ok'),
    },
    { name: 'local-without-lists', text: local, at, lists: false, expected: unknown('valid-local', 'ok') },
    {
      name: 'local-with-an-old-list',
      text: local,
      at: afterListExpiry,
      expected: unknown('valid-local', 'ok'),
    },
    {
      name: 'local-in-its-last-second',
      text: local,
      at: '2021-09-04T01:00:00.000Z',
      expected: unknown('valid-local', 'ok'),
    },
    { name: 'national', text: exampleNationalCard(world).text, at, expected: known('valid-national', 'ok') },
    { name: 'national-dvc', text: dvcCard(world), at, expected: known('valid-national', 'ok') },
    { name: 'exchanged', text: ofIndex(2060), at, expected: known('exchanged') },
    {
      name: 'exchanged-by-an-old-list',
      text: ofIndex(2060),
      at: afterListExpiry,
      expected: unknown('exchanged', 'exchanged'),
    },
    { name: 'withdrawn', text: ofIndex(2061), at, expected: known('withdrawn') },
    { name: 'suspended', text: ofIndex(2062), at, expected: known('suspended') },
  ]
}

export function invalidCases(world: ExampleWorld): FixtureCase[] {
  const card = exampleLocalCard(world)
  const local = card.text
  const at = inTime
  const envelope = decodeHcertBytes(local)
  assert(!isRefused(envelope), 'the example is readable')
  const one = (name: string, text: string, reason: string): FixtureCase => ({
    name,
    text,
    at,
    expected: refused(reason),
  })
  const { device, stranger, 'document-signer': documentSigner } = world.signers
  const dcc = new Map([[hcertKey.dcc, encodeDcc(exampleNationalCard(world).contents)]])
  const words = (changes: Partial<LocalCardContents> = {}) =>
    new Map([[hcertKey.localCard, encodeLocalCard({ ...card.contents, ...changes })]])
  const bySite = (hcert: Map<number, unknown>, issuedAt?: string, expiresAt?: string) =>
    encodeHcertText(
      signEnvelope(payload(hcert, issuedAt, expiresAt), device, {
        protectedBytes: certificateHeader(certificateItem(world)),
      }),
    )
  const bySitePayload = (change: (bytes: Bytes) => Bytes) =>
    encodeHcertText(
      signEnvelope(change(payload(words())), device, {
        protectedBytes: certificateHeader(certificateItem(world)),
      }),
    )
  const ticketId = '017b1404-0000-7000-8000-000000000002'
  const ticket = {
    siteId: 'krw-01',
    ticketId,
    localDate: '2021-08-06',
    lane: 'return-ticket',
    number: 'R-012',
  } as const

  return [
    one(
      'one-changed-byte-of-the-signature',
      encodeHcertText(flipped(envelope, envelope.length - 1)),
      'bad-signature',
    ),
    one('one-changed-letter-of-the-name', encodeHcertText(renamed(envelope)), 'bad-signature'),
    one('one-changed-character', changedCharacter(local), 'unreadable-compression'),
    one(
      'trailing-byte-in-the-envelope',
      encodeHcertText(Uint8Array.from([...envelope, 0])),
      'unreadable-envelope',
    ),
    one('trailing-byte-in-the-compression', trailingCompression(envelope), 'unreadable-compression'),
    one('high-s-signature', encodeHcertText(highS(envelope)), 'bad-signature'),
    one('untagged-envelope', encodeHcertText(envelope.slice(1)), 'bad-signature'),
    one('wrong-tag', encodeHcertText(Uint8Array.from([0xd1, ...envelope.slice(1)])), 'unreadable-envelope'),
    one(
      'inflates-to-megabytes',
      `HC1:${encodeBase45(deflateZlib(new Uint8Array(2_000_000)))}`,
      'unreadable-compression',
    ),
    one('der-signature', encodeHcertText(derSignature(envelope)), 'bad-signature'),
    one('long-head-in-the-envelope', encodeHcertText(longHead(envelope)), 'unreadable-envelope'),
    one('indefinite-length-envelope', encodeHcertText(indefinite(envelope)), 'unreadable-envelope'),
    one('unsigned-header', encodeHcertText(unsignedHeader(envelope)), 'bad-signature'),
    one('key-given-twice', bySitePayload(keyTwice), 'unreadable-claims'),
    one('unsorted-claims', bySitePayload(unsorted), 'unreadable-claims'),
    one('date-as-a-float', bySitePayload(floatDate), 'unreadable-claims'),
    one('product-by-name', bySite(namedProduct(words())), 'unreadable-contents'),
    one('algorithm-none', encodeHcertText(withAlgorithm(world, 0)), 'unsupported-algorithm'),
    one('algorithm-of-another-key', encodeHcertText(withAlgorithm(world, -37)), 'bad-signature'),
    one('lower-case-text', local.toLowerCase().replace('hc1:', 'HC1:'), 'unreadable-text'),
    one('without-prefix', local.slice(4), 'not-a-card'),
    one('ticket', signTicket(ticket, device), 'this-is-a-ticket'),
    one(
      'signed-by-a-stranger',
      exampleLocalCard({ ...world, device: { ...world.device, signer: stranger } }).text,
      'bad-signature',
    ),
    one('national-card-by-a-site-key', bySite(dcc), 'wrong-scope'),
    one(
      'local-card-by-a-national-key',
      encodeHcertText(signEnvelope(payload(words()), documentSigner)),
      'wrong-scope',
    ),
    one('both-kinds-in-one', bySite(new Map([...dcc, ...words()])), 'unsupported-card'),
    one('index-of-another-laptop', bySite(words({ statusIndex: 4096 })), 'index-outside-block'),
    one('issued-before-the-key-began', bySite(words(), '2021-08-01T00:00:00Z'), 'issued-outside-key-use'),
    one(
      'issued-after-the-key-was-retired',
      bySite(words(), '2021-08-19T00:00:00Z'),
      'issued-outside-key-use',
    ),
    one(
      'outlives-its-certificate',
      bySite(words(), undefined, '2022-08-01T00:00:00Z'),
      'outlives-its-certificate',
    ),
    { ...one('before-its-time', local, 'issued-in-the-future'), at: '2021-07-01T00:00:00.000Z' },
    { ...one('denied-laptop', local, 'device-denied'), trust: 'trust-device-denied' },
    { name: 'expired', text: local, at: '2021-09-04T01:00:01.000Z', expected: unknown('expired', 'expired') },
  ]
}
