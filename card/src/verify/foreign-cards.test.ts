import { constants, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import type { DocumentSigner, DocumentUsage } from '@sentra/contract'
import { assert, describe, test } from 'vitest'
import {
  exampleDose,
  exampleNationalCard,
  exampleWorld,
  firstDay,
  nationalList,
  openExample,
} from '../conformance/example-world.ts'
import { toBase64Url } from '../envelope/bytes.ts'
import { sign1Item, toBeSigned } from '../envelope/cose-sign1.ts'
import { claim, claimFromInstant, hcertKey } from '../envelope/cwt.ts'
import { algorithms } from '../envelope/foreign-key.ts'
import { encodeHcertText } from '../envelope/hcert-text.ts'
import { encodeCbor } from '../envelope/strict-cbor.ts'
import { documentSignersFromDid } from '../gate/index.ts'
import { verifyCard } from '../index.ts'
import { issueNationalCard } from '../issue/index.ts'
import { encodeDcc } from '../national/contents.ts'

const world = exampleWorld()
const words = exampleNationalCard(world).contents
const kid = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)
const now = new Date('2021-08-05T03:00:00Z')

const keys = {
  'P-256': generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  'P-384': generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  RSA: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  Ed25519: generateKeyPairSync('ed25519'),
}
type Kind = keyof typeof keys

function signRaw(kind: Kind, message: Uint8Array): Buffer {
  const key = keys[kind].privateKey
  if (kind === 'Ed25519') return sign(null, message, key)
  if (kind === 'RSA')
    return sign('sha256', message, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 })
  return sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' })
}

/** A card of another nation: unsorted claims, dates as they come. */
function foreignCard(kind: Kind, algorithm: number, sealed = signRaw): string {
  const protectedBytes = encodeCbor(
    new Map<number, unknown>([
      [1, algorithm],
      [4, kid],
    ]),
  )
  const payload = encodeCbor(
    new Map<number, unknown>([
      [claim.issuer, 'XA'],
      [claim.expiresAt, claimFromInstant('2022-01-01T00:00:00Z')],
      [claim.issuedAt, claimFromInstant(firstDay.toISOString())],
      [claim.hcert, new Map([[hcertKey.dcc, encodeDcc(words)]])],
    ]),
  )
  const signature = sealed(kind, toBeSigned(protectedBytes, payload))
  return encodeHcertText(encodeCbor(sign1Item(protectedBytes, payload, new Uint8Array(signature))))
}

function signerEntry(key: KeyObject, usages?: DocumentUsage[]): DocumentSigner {
  const publicKey = toBase64Url(key.export({ type: 'spki', format: 'der' }))
  const dates = { validFrom: '2021-01-01T00:00:00.000Z', validUntil: '2023-01-01T00:00:00.000Z' }
  const entry = { kid: toBase64Url(kid), publicKey, ...dates, country: 'XA' }
  return usages ? { ...entry, usages } : entry
}

async function verify(text: string, ...documentSigners: DocumentSigner[]) {
  const trust = await openExample(world, { documentSigners })
  return verifyCard(text, { trust, statusLists: new Map(), now })
}

describe('a card of another nation', () => {
  for (const [kind, name] of [
    ['P-256', 'ES256'],
    ['P-384', 'ES256'],
    ['RSA', 'PS256'],
    ['Ed25519', 'EdDSA'],
  ] as const) {
    test(`is valid when signed with ${name} by a ${kind} key of the trust bundle`, async () => {
      const verdict = await verify(foreignCard(kind, algorithms[name]), signerEntry(keys[kind].publicKey))
      assert.deepEqual([verdict.kind, verdict.reason], ['valid-national', 'ok'])
    })
  }

  test('is refused when its algorithm is not one of its key, whatever the signature', async () => {
    const cases = [
      ['RSA', algorithms.ES256],
      ['P-256', algorithms.PS256],
      ['P-256', algorithms.EdDSA],
      ['Ed25519', algorithms.ES256],
    ] as const
    for (const [kind, algorithm] of cases) {
      const verdict = await verify(foreignCard(kind, algorithm), signerEntry(keys[kind].publicKey))
      assert.equal(verdict.reason, 'bad-signature', `${kind} ${algorithm}`)
    }
    for (const unknown of [0, -257, 5, -47]) {
      const verdict = await verify(foreignCard('P-256', unknown), signerEntry(keys['P-256'].publicKey))
      assert.equal(verdict.reason, 'unsupported-algorithm', String(unknown))
    }
  })

  test('is refused when its signature is DER', async () => {
    const inDer = (kind: Kind, message: Uint8Array) => sign('sha256', message, keys[kind].privateKey)
    const verdict = await verify(
      foreignCard('P-256', algorithms.ES256, inDer),
      signerEntry(keys['P-256'].publicKey),
    )
    assert.equal(verdict.reason, 'bad-signature')
  })

  test('is refused when its signer may sign tests only, and valid when it may sign vaccinations', async () => {
    const text = foreignCard('P-256', algorithms.ES256)
    const key = keys['P-256'].publicKey
    assert.equal((await verify(text, signerEntry(key, ['test', 'recovery']))).reason, 'wrong-scope')
    assert.equal((await verify(text, signerEntry(key, ['vaccination']))).kind, 'valid-national')
  })
})

describe('a trust list of the WHO network', () => {
  const jwk = keys['P-384'].publicKey.export({ format: 'jwk' })
  const did = 'did:web:tng-cdn.who.int:v2:trustlist:DCC:XAA'
  const fragment = encodeURIComponent(Buffer.from(kid).toString('base64'))
  const method = (id: string, publicKeyJwk: object = jwk) => ({ id, type: 'JsonWebKey2020', publicKeyJwk })

  test('gives the signers of documents, with which their cards verify', async () => {
    const { signers, skipped } = documentSignersFromDid(
      {
        verificationMethod: [
          method(`${did}:DSC#${fragment}`),
          method(`${did}:DSC#${fragment}`),
          method(`${did}:SCA#${fragment}`),
          method('did:web:tng-cdn.who.int:v2:trustlist:DCC::DSC#x'),
          method(`${did}:DSC#notakid`),
          method(`${did}:DSC#${fragment}`, { kty: 'oct', k: 'AA' }),
          'did:web:by-reference',
        ],
      },
      { now },
    )
    const reasons = skipped.map(({ reason }) => reason)
    assert.deepEqual(reasons, [
      'duplicate',
      'not-a-document-signer',
      'no-country',
      'unsupported-key',
      'unsupported-key',
    ])
    assert.equal(signers.length, 1)
    assert.equal(signers[0]!.country, 'XAA')
    assert.equal((await verify(foreignCard('P-384', algorithms.ES256), ...signers)).kind, 'valid-national')
  })

  test('of another domain gives none, and what is no trust list throws', () => {
    const document = { verificationMethod: [method(`${did}:DSC#${fragment}`)] }
    assert.deepEqual(documentSignersFromDid(document, { now, domain: 'PH4H' }).signers, [])
    assert.throws(() => documentSignersFromDid({}, { now }), TypeError)
  })
})

test('a vaccine that is not against COVID-19 has the card of the WHO, and it says its lot', async () => {
  const dose = exampleDose({ productId: 'yellow-fever-stamaril', lotNumber: 'V2A351M' })
  const request = { statusList: nationalList, statusIndex: 18 }
  const card = issueNationalCard(dose, request, world.signers['document-signer'], firstDay)
  assert.ok('text' in card)
  const verdict = await verify(card.text, ...world.bundle.documentSigners)
  assert.equal(verdict.kind, 'valid-national')
  assert.deepEqual(verdict.card, card.contents)
  assert.equal(card.contents.doses[0]!.lotNumber, 'V2A351M')
  assert.equal(card.contents.doses[0]!.targetDisease, '1D47')
})
