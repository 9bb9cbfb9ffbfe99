import { X509Certificate } from 'node:crypto'
import { assert, describe, test } from 'vitest'
import { decodeBase45 } from '../envelope/base45.ts'
import { toHex } from '../envelope/bytes.ts'
import { decodeSign1, usesEs256, verifySign1 } from '../envelope/cose-sign1.ts'
import { cardPrefix, envelopeMaxLength } from '../envelope/hcert-text.ts'
import { inflateZlib } from '../envelope/inflate.ts'
import { isRefused } from '../envelope/refused.ts'
import { publicKeyOf } from '../issue/index.ts'
import { readClaims } from '../verify/read-card.ts'
import { hasVectors, readVectors } from './public-vectors.ts'

interface DgcVector {
  readonly PREFIX?: string
  readonly BASE45?: string
  readonly COMPRESSED?: string
  readonly COSE?: string
  readonly TESTCTX?: { readonly CERTIFICATE?: string; readonly VALIDATIONCLOCK?: string }
  readonly EXPECTEDRESULTS?: Record<string, boolean>
}

const name = 'dgc-testdata'

/**
 * The European test cards, step by step. A vector says something about a step only where it has the
 * field; what it has is compared, what it lacks is counted as not said.
 */
describe.skipIf(!hasVectors(name))('HCERT, the test cards of fifteen countries', () => {
  const vectors = readVectors<DgcVector>(name).filter(({ content }) => content.EXPECTEDRESULTS)

  async function compare(step: (vector: DgcVector) => Promise<[expected: boolean, ours: boolean] | null>) {
    const differences: string[] = []
    let compared = 0
    for (const { name: file, content } of vectors) {
      const pair = await step(content)
      if (!pair) continue
      compared += 1
      if (pair[0] !== pair[1]) differences.push(`${file}: expected ${pair[0]}, found ${pair[1]}`)
    }
    console.info(`${compared} of ${vectors.length} vectors compared, ${differences.length} differ`)
    return { compared, differences }
  }

  test('prefix', async () => {
    const { compared, differences } = await compare(async ({ PREFIX, BASE45, EXPECTEDRESULTS }) => {
      const expected = EXPECTEDRESULTS?.EXPECTEDUNPREFIX
      if (expected === undefined || !PREFIX || !BASE45) return null
      return [expected, PREFIX.startsWith(cardPrefix) && PREFIX.slice(cardPrefix.length) === BASE45]
    })
    assert.deepEqual(differences, [])
    assert.isAbove(compared, 0)
  })

  test('base45', async () => {
    const { compared, differences } = await compare(async ({ BASE45, COMPRESSED, EXPECTEDRESULTS }) => {
      const expected = EXPECTEDRESULTS?.EXPECTEDB45DECODE
      if (expected === undefined || !BASE45 || !COMPRESSED) return null
      const bytes = decodeBase45(BASE45)
      return [expected, !isRefused(bytes) && toHex(bytes) === COMPRESSED.toLowerCase()]
    })
    assert.deepEqual(differences, [])
    assert.isAbove(compared, 0)
  })

  test('zlib', async () => {
    const { compared, differences } = await compare(async ({ COMPRESSED, COSE, EXPECTEDRESULTS }) => {
      const expected = EXPECTEDRESULTS?.EXPECTEDCOMPRESSION
      if (expected === undefined || !COMPRESSED || !COSE) return null
      const bytes = inflateZlib(Buffer.from(COMPRESSED, 'hex'), envelopeMaxLength)
      return [expected, !isRefused(bytes) && toHex(bytes) === COSE.toLowerCase()]
    })
    assert.deepEqual(differences, [])
    assert.isAbove(compared, 0)
  })

  test('signature, of the cards signed with ES256', async () => {
    const { compared, differences } = await compare(async ({ COSE, TESTCTX, EXPECTEDRESULTS }) => {
      const expected = EXPECTEDRESULTS?.EXPECTEDVERIFY
      if (expected === undefined || !COSE || !TESTCTX?.CERTIFICATE) return null
      const { publicKey } = new X509Certificate(Buffer.from(TESTCTX.CERTIFICATE, 'base64'))
      const sign1 = decodeSign1(Buffer.from(COSE, 'hex'))
      const elliptic = publicKey.asymmetricKeyDetails?.namedCurve === 'prime256v1'
      if (!elliptic || (!isRefused(sign1) && !usesEs256(sign1))) return null
      return [expected, !isRefused(sign1) && (await verifySign1(sign1, publicKeyOf(publicKey)))]
    })
    assert.deepEqual(differences, [])
    assert.isAbove(compared, 0)
  })

  test('expiry, of the cards whose envelope is readable', async () => {
    const { compared, differences } = await compare(async ({ COSE, TESTCTX, EXPECTEDRESULTS }) => {
      const expected = EXPECTEDRESULTS?.EXPECTEDEXPIRATIONCHECK
      if (expected === undefined || !COSE || !TESTCTX?.VALIDATIONCLOCK) return null
      const sign1 = decodeSign1(Buffer.from(COSE, 'hex'))
      const claims = isRefused(sign1) ? sign1 : readClaims(sign1)
      if (isRefused(claims)) return null
      return [expected, Date.parse(TESTCTX.VALIDATIONCLOCK) <= Date.parse(claims.expiresAt)]
    })
    assert.deepEqual(differences, [])
    assert.isAbove(compared, 0)
  })
})
