import { assert, describe, test } from 'vitest'
import { exampleLocalCard, exampleWorld, openExample } from '../conformance/example-world.ts'
import { decodeBase45, encodeBase45 } from '../envelope/base45.ts'
import { deflateZlib } from '../envelope/inflate.ts'
import { signTicket } from '../issue/index.ts'
import { verifyCard } from '../verify/verify-card.ts'
import { readTicket, verifyTicket } from './ticket.ts'

const world = exampleWorld()
const words = {
  siteId: 'krw-01',
  ticketId: '017b1404-0000-7000-8000-000000000002',
  localDate: '2021-08-06',
  lane: 'return-ticket',
  number: 'R-012',
} as const
const text = signTicket(words, world.signers.device)
const keys = [world.signers.device]

describe('a ticket', () => {
  test('says what was promised', async () => {
    assert.deepEqual(await verifyTicket(text, keys), words)
    assert.deepEqual(readTicket(text), words)
  })

  test('of another site’s key is not ours', async () => {
    assert.deepEqual(await verifyTicket(text, [world.signers.stranger]), { refused: 'unknown-signer' })
  })

  test('forged under the site’s name is refused', async () => {
    const forged = signTicket(words, { ...world.signers.stranger, kid: world.signers.device.kid })
    assert.deepEqual(await verifyTicket(forged, keys), { refused: 'bad-signature' })
  })

  test('is not a card, and a card is not a ticket', async () => {
    const trust = await openExample(world)
    const options = { trust, statusLists: new Map(), now: new Date('2021-08-05T03:00:00Z') }
    assert.equal((await verifyCard(text, options)).reason, 'this-is-a-ticket')
    const envelope = decodeBase45(text.slice(4)) as Uint8Array
    assert.equal(
      (await verifyCard(`HC1:${encodeBase45(deflateZlib(envelope))}`, options)).kind,
      'not-genuine',
    )
    assert.deepEqual(await verifyTicket(exampleLocalCard(world).text, keys), { refused: 'this-is-a-card' })
  })

  test('with one changed byte is none', async () => {
    const envelope = decodeBase45(text.slice(4)) as Uint8Array
    for (let position = 0; position < envelope.length; position += 1) {
      for (const change of [1, 0x80]) {
        const changed = envelope.slice()
        changed[position]! ^= change
        const answer = await verifyTicket(`ST1:${encodeBase45(changed)}`, keys)
        assert.ok('refused' in answer, `byte ${position}`)
      }
    }
  })

  test('that is only a text is refused by name', async () => {
    for (const junk of ['', 'R-012', 'ST1:', 'ST1:abc', `ST1:${'A'.repeat(900)}`]) {
      assert.deepEqual(await verifyTicket(junk, keys), { refused: 'not-a-ticket' })
    }
  })
})
