import { assert, beforeAll, describe, test } from 'vitest'
import {
  exampleDose,
  exampleList,
  exampleLocalCard,
  exampleNationalCard,
  exampleWorld,
  firstDay,
  localList,
  nationalList,
  openExample,
} from '../conformance/example-world.ts'
import { encodeBase45 } from '../envelope/base45.ts'
import { decodeSign1, sign1Item } from '../envelope/cose-sign1.ts'
import { claim, claimFromInstant, hcertKey } from '../envelope/cwt.ts'
import { toLowS } from '../envelope/es256.ts'
import { decodeHcertBytes, encodeHcertText } from '../envelope/hcert-text.ts'
import { deflateZlib } from '../envelope/inflate.ts'
import { isRefused } from '../envelope/refused.ts'
import { encodeCbor } from '../envelope/strict-cbor.ts'
import type { OpenedTrust, StatusList } from '../index.ts'
import { signTicket } from '../issue/index.ts'
import { certificateHeader, signEnvelope } from '../issue/sign-envelope.ts'
import { encodeLocalCard } from '../local/contents.ts'
import { encodeDcc } from '../national/contents.ts'
import { verifyCard } from './verify-card.ts'

const world = exampleWorld()
const local = exampleLocalCard(world)
const national = exampleNationalCard(world)
let trust: OpenedTrust
let lists: Map<string, StatusList>

beforeAll(async () => {
  trust = await openExample(world)
  lists = new Map([
    [localList, await exampleList(world)],
    [nationalList, await exampleList(world, [], nationalList)],
  ])
})

function verify(
  text: string,
  changes: { trust?: OpenedTrust; lists?: Map<string, StatusList>; now?: Date } = {},
) {
  return verifyCard(text, {
    trust: changes.trust ?? trust,
    statusLists: changes.lists ?? lists,
    now: changes.now ?? new Date('2021-08-05T03:00:00Z'),
  })
}

async function withStatus(status: number) {
  return new Map([[localList, await exampleList(world, [[2049, status]])]])
}

function envelopeOf(text: string) {
  const bytes = decodeHcertBytes(text)
  if (isRefused(bytes)) throw new Error('the example is readable')
  return bytes
}

describe('a genuine card', () => {
  test('from a site nobody told the verifier about is valid, by the trust bundle alone', async () => {
    const verdict = await verify(local.text)
    assert.equal(verdict.kind, 'valid-local')
    assert.equal(verdict.statusKnown, true)
    assert.deepEqual(verdict.card, local.contents)
    assert.ok(Object.values(verdict.steps).every((step) => step === true))
  })

  test('of the nation is valid by its kid', async () => {
    const verdict = await verify(national.text)
    assert.equal(verdict.kind, 'valid-national')
    assert.deepEqual(verdict.card, national.contents)
  })

  test('says its status is not known when no list is at hand, and is not red', async () => {
    const verdict = await verify(local.text, { lists: new Map() })
    assert.deepEqual(
      [verdict.kind, verdict.statusKnown, verdict.statusAsOf],
      ['valid-local', false, undefined],
    )
  })

  test('says "as of" when the list is past its date', async () => {
    const verdict = await verify(local.text, { now: new Date('2021-08-20T00:00:00Z') })
    assert.deepEqual(
      [verdict.kind, verdict.statusKnown, verdict.statusAsOf],
      ['valid-local', false, firstDay.toISOString()],
    )
  })

  test('that was exchanged says so, and it is not fraud', async () => {
    const verdict = await verify(local.text, { lists: await withStatus(3) })
    assert.deepEqual([verdict.kind, verdict.reason], ['exchanged', 'exchanged'])
    assert.equal(verdict.card?.kind, 'local')
  })

  test('that was exchanged still says so when the list is old', async () => {
    const verdict = await verify(local.text, {
      lists: await withStatus(3),
      now: new Date('2021-08-20T00:00:00Z'),
    })
    assert.deepEqual([verdict.kind, verdict.statusKnown], ['exchanged', false])
  })

  test('that was withdrawn or suspended says so', async () => {
    assert.equal((await verify(local.text, { lists: await withStatus(1) })).kind, 'withdrawn')
    assert.equal((await verify(local.text, { lists: await withStatus(2) })).kind, 'suspended')
  })

  test('expires after thirty days, whatever its status', async () => {
    const verdict = await verify(local.text, {
      lists: await withStatus(3),
      now: new Date('2021-09-05T00:00:00Z'),
    })
    assert.equal(verdict.kind, 'expired')
    assert.equal((await verify(local.text, { now: new Date('2021-09-04T00:59:59Z') })).kind, 'valid-local')
  })
})

describe('a card that is not genuine', () => {
  test('is one signed by a stranger', async () => {
    const stranger = { ...world.device, signer: world.signers.stranger }
    const card = exampleLocalCard({ ...world, device: stranger })
    assert.equal((await verify(card.text)).reason, 'bad-signature')
  })

  test('is one whose certificate a stranger signed', async () => {
    const other = exampleWorld()
    assert.equal((await verify(exampleLocalCard(other).text)).reason, 'unknown-signer')
  })

  test('is a national card signed by a laptop', async () => {
    const dcc = encodeDcc(national.contents)
    const payload = payloadOf(new Map([[hcertKey.dcc, dcc]]))
    const text = encodeHcertText(
      signEnvelope(payload, world.signers.device, { protectedBytes: certificateHeader(certificateItem()) }),
    )
    assert.equal((await verify(text)).reason, 'wrong-scope')
  })

  test('is a local card signed by a national key, which has no certificate in it', async () => {
    const payload = payloadOf(new Map([[hcertKey.localCard, encodeLocalCard(local.contents)]]))
    const text = encodeHcertText(signEnvelope(payload, world.signers['document-signer']))
    assert.equal((await verify(text)).reason, 'wrong-scope')
  })

  test('is one with an index from another laptop', async () => {
    const card = encodeLocalCard({ ...local.contents, statusIndex: 4096 })
    const payload = payloadOf(new Map([[hcertKey.localCard, card]]))
    const text = encodeHcertText(
      signEnvelope(payload, world.signers.device, { protectedBytes: certificateHeader(certificateItem()) }),
    )
    assert.equal((await verify(text)).reason, 'index-outside-block')
  })

  test('is one made after the key was retired, or before it began', async () => {
    for (const issuedAt of ['2021-08-19T00:00:00Z', '2021-08-01T00:00:00Z']) {
      const payload = payloadOf(new Map([[hcertKey.localCard, encodeLocalCard(local.contents)]]), issuedAt)
      const text = encodeHcertText(
        signEnvelope(payload, world.signers.device, { protectedBytes: certificateHeader(certificateItem()) }),
      )
      assert.equal((await verify(text)).reason, 'issued-outside-key-use')
    }
  })

  test('is one from a denied laptop, save for the cards known to be older than the theft', async () => {
    const certificateId = world.certificate.contents.certificateId
    const denied = { certificateId, deniedAt: firstDay.toISOString(), goodCards: [] as string[] }
    const strict = await openExample(world, { deniedDevices: [denied] })
    assert.equal((await verify(local.text, { trust: strict })).reason, 'device-denied')

    const { cardHash } = await import('./verify-card.ts')
    const sign1 = decodeSign1(envelopeOf(local.text))
    const goodCards = isRefused(sign1) ? [] : [await cardHash(sign1)]
    const fair = await openExample(world, { deniedDevices: [{ ...denied, goodCards }] })
    assert.equal((await verify(local.text, { trust: fair })).kind, 'valid-local')
    const another = exampleLocalCard(world, { statusIndex: 2050 }, exampleDose({ doseNumber: 2 }))
    assert.equal((await verify(another.text, { trust: fair })).reason, 'device-denied')
  })

  test('is one from next month', async () => {
    assert.equal(
      (await verify(local.text, { now: new Date('2021-07-01T00:00:00Z') })).reason,
      'issued-in-the-future',
    )
  })

  test('is a ticket', async () => {
    const ticketId = '017b1404-0000-7000-8000-000000000002'
    const words = {
      siteId: 'krw-01',
      ticketId,
      localDate: '2021-08-06',
      lane: 'return-ticket',
      number: 'R-012',
    } as const
    const verdict = await verify(signTicket(words, world.signers.device))
    assert.deepEqual([verdict.kind, verdict.reason], ['not-genuine', 'this-is-a-ticket'])
  })

  test('is a text that is no card, and each step has its own name', async () => {
    assert.equal((await verify('')).reason, 'not-a-card')
    assert.equal((await verify('https://example.org')).reason, 'not-a-card')
    assert.equal((await verify('HC1:abc')).reason, 'unreadable-text')
    assert.equal((await verify('HC1:ABC')).reason, 'unreadable-compression')
    assert.equal((await verify(encodeHcertText(new Uint8Array([0x80])))).reason, 'unreadable-envelope')
    const bomb = `HC1:${encodeBase45(deflateZlib(new Uint8Array(2_000_000)))}`
    assert.equal((await verify(bomb)).reason, 'unreadable-compression')
  })
})

describe('one card has one envelope', () => {
  test('nothing may follow the envelope', async () => {
    const longer = new Uint8Array([...envelopeOf(local.text), 0])
    assert.equal((await verify(encodeHcertText(longer))).reason, 'unreadable-envelope')
  })

  test('the other signature of the same words is refused', async () => {
    const sign1 = decodeSign1(envelopeOf(local.text))
    if (isRefused(sign1)) throw new Error('readable')
    const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
    const s = BigInt(`0x${Buffer.from(sign1.signature.subarray(32)).toString('hex')}`)
    const high = Buffer.from((order - s).toString(16).padStart(64, '0'), 'hex')
    const signature = new Uint8Array([...sign1.signature.subarray(0, 32), ...high])
    assert.deepEqual(toLowS(signature), sign1.signature)
    const text = encodeHcertText(encodeCbor(sign1Item(sign1.protectedBytes, sign1.payload, signature)))
    assert.equal((await verify(text)).reason, 'bad-signature')
  })

  test('no single changed character of the text gives a card', { timeout: 120_000 }, async () => {
    const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
    let accepted = 0
    for (let position = 0; position < local.text.length; position += 1) {
      for (const character of alphabet) {
        if (character === local.text[position]) continue
        const text = local.text.slice(0, position) + character + local.text.slice(position + 1)
        if (text.trim() === local.text) continue
        const { kind } = await verify(text)
        if (kind !== 'not-genuine') accepted += 1
      }
    }
    assert.equal(accepted, 0)
  })

  test('no single changed byte of the envelope gives a card', { timeout: 120_000 }, async () => {
    const envelope = envelopeOf(local.text)
    for (let position = 0; position < envelope.length; position += 1) {
      for (const change of [0x01, 0x80, 0xff]) {
        const changed = envelope.slice()
        changed[position]! ^= change
        const { kind } = await verify(encodeHcertText(changed))
        assert.equal(kind, 'not-genuine', `byte ${position} changed by ${change}`)
      }
    }
  })
})

function certificateItem() {
  const sign1 = decodeSign1(world.certificate.bytes)
  if (isRefused(sign1)) throw new Error('readable')
  return sign1Item(sign1.protectedBytes, sign1.payload, sign1.signature)
}

function payloadOf(hcert: Map<number, unknown>, issuedAt = firstDay.toISOString()) {
  return encodeCbor(
    new Map<number, unknown>([
      [claim.expiresAt, claimFromInstant('2021-09-01T00:00:00Z')],
      [claim.issuedAt, claimFromInstant(issuedAt)],
      [claim.hcert, hcert],
    ]),
  )
}
