import { assert, describe, test } from 'vitest'
import { exampleNationalCard, exampleWorld } from '../conformance/example-world.ts'
import {
  exportSmartHealthCard,
  jwsOfNumeric,
  numericText,
  readSmartHealthCard,
  smartHealthCardKeys,
} from './index.ts'

const world = exampleWorld()
const signer = world.signers['document-signer']
const issuer = 'https://hub.example/shc'
const card = exportSmartHealthCard(exampleNationalCard(world).contents, { issuer }, signer)
const { keys } = smartHealthCardKeys([signer.publicKey]) as { keys: { kid: string }[] }

describe('a SMART Health Card', () => {
  test('says what the national card says, to whoever has the key set', () => {
    const read = readSmartHealthCard(card.text, keys)
    assert.ok('payload' in read)
    const { iss, vc } = read.payload as { iss: string; vc: { type: string[]; credentialSubject: object } }
    assert.equal(iss, issuer)
    assert.include(vc.type, 'https://smarthealth.cards#covid19')
    const text = JSON.stringify(vc.credentialSubject)
    for (const word of ['Contoh Siti Rahmawati Kusumaningrum', '1987-04-12', 'XM7HT3', '2021-08-05'])
      assert.include(text, word)
    for (const secret of ['3215005204879901', '081200000000']) assert.notInclude(text, secret)
  })

  test('is two digits for each character of its JWS', () => {
    assert.equal(numericText('-z.'), 'shc:/007701')
    assert.equal(jwsOfNumeric(card.text), card.jws)
    for (const text of ['shc:/', 'shc:/0', 'shc:/78', 'shc:/2/1/0000', 'HC1:00', card.text.slice(0, -1)])
      assert.deepEqual(jwsOfNumeric(text), { refused: 'not-a-smart-health-card' }, text.slice(0, 20))
  })

  test('of another key, or with one letter changed, is refused by name', () => {
    assert.deepEqual(readSmartHealthCard(card.jws, []), { refused: 'unknown-signer' })
    const [head, body = '', signature] = card.jws.split('.')
    const changed = [head, `${body.slice(0, 40)}${body[40] === 'A' ? 'B' : 'A'}${body.slice(41)}`, signature]
    assert.deepEqual(readSmartHealthCard(changed.join('.'), keys), { refused: 'bad-signature' })
    const none = Buffer.from(JSON.stringify({ alg: 'none', zip: 'DEF', kid: keys[0]!.kid })).toString(
      'base64url',
    )
    assert.deepEqual(readSmartHealthCard([none, body, ''].join('.'), keys), {
      refused: 'unsupported-algorithm',
    })
  })

  test('is signed only for an issuer whose key set can be found', () => {
    const contents = exampleNationalCard(world).contents
    for (const wrong of ['http://hub.example', 'https://hub.example/'])
      assert.throws(() => exportSmartHealthCard(contents, { issuer: wrong }, signer), TypeError)
  })
})
