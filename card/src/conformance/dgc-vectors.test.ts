import type { VerdictSteps } from '@sentra/contract'
import { assert, describe, test } from 'vitest'
import { decodeBase45 } from '../envelope/base45.ts'
import { toHex } from '../envelope/bytes.ts'
import { decodeSign1 } from '../envelope/cose-sign1.ts'
import { hcertKey } from '../envelope/cwt.ts'
import { cardPrefix, envelopeMaxLength } from '../envelope/hcert-text.ts'
import { inflateZlib } from '../envelope/inflate.ts'
import { isRefused } from '../envelope/refused.ts'
import { untag } from '../envelope/strict-cbor.ts'
import { inspectCard, openSignerCertificate } from '../gate/index.ts'
import { readClaims } from '../verify/read-card.ts'
import { hasVectors, readVectors } from './public-vectors.ts'

interface DgcVector {
  readonly JSON?: unknown
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

  async function compare(
    step: string,
    field: string,
    find: (vector: DgcVector) => Promise<boolean | null>,
    known: readonly string[] = [],
  ) {
    const differences: string[] = []
    let compared = 0
    for (const { name: file, content } of vectors) {
      const expected = content.EXPECTEDRESULTS?.[field]
      const found = expected === undefined ? null : await find(content)
      if (found === null) continue
      compared += 1
      if (expected !== found) differences.push(file)
    }
    console.info(`${step}: ${compared} of ${vectors.length} vectors say so, ${differences.length} differ`)
    assert.deepEqual(differences, known)
    assert.isAbove(compared, 0)
  }

  test('prefix', () =>
    compare('prefix', 'EXPECTEDUNPREFIX', async ({ PREFIX, BASE45 }) => {
      if (!PREFIX || !BASE45) return null
      return PREFIX.startsWith(cardPrefix) && PREFIX.slice(cardPrefix.length) === BASE45
    }))

  test('base45', () =>
    compare('base45', 'EXPECTEDB45DECODE', async ({ BASE45, COMPRESSED }) => {
      if (!BASE45 || !COMPRESSED) return null
      const bytes = decodeBase45(BASE45)
      return !isRefused(bytes) && toHex(bytes) === COMPRESSED.toLowerCase()
    }))

  test('zlib', () =>
    compare('zlib', 'EXPECTEDCOMPRESSION', async ({ COMPRESSED, COSE }) => {
      if (!COMPRESSED || !COSE) return null
      const bytes = inflateZlib(Buffer.from(COMPRESSED, 'hex'), envelopeMaxLength)
      return !isRefused(bytes) && toHex(bytes) === COSE.toLowerCase()
    }))

  const contents = ({ COSE }: DgcVector) => {
    const sign1 = decodeSign1(Buffer.from(COSE ?? '', 'hex'))
    const claims = isRefused(sign1) ? sign1 : readClaims(sign1)
    return isRefused(claims) ? null : plain(claims.hcert.get(hcertKey.dcc))
  }

  test('decode', () =>
    compare('decode', 'EXPECTEDDECODE', async (vector) => (vector.COSE ? contents(vector) !== null : null)))

  test('valid object', () =>
    // The JSON beside this card has other hours than the card itself.
    compare(
      'valid object',
      'EXPECTEDVALIDOBJECT',
      async (vector) =>
        vector.COSE && vector.JSON !== undefined ? same(contents(vector), vector.JSON) : null,
      ['FR/2DCode/raw/test_pcr_ok.json'],
    ))

  const text = ({ PREFIX, COSE }: DgcVector) => (COSE ? PREFIX : undefined)

  async function stepOf(vector: DgcVector, step: keyof VerdictSteps): Promise<boolean | null> {
    const { CERTIFICATE, VALIDATIONCLOCK } = vector.TESTCTX ?? {}
    const card = text(vector)
    if (!card || !CERTIFICATE || !VALIDATIONCLOCK) return null
    const signer = openSignerCertificate(Buffer.from(CERTIFICATE, 'base64'))
    assert.ok(!isRefused<'not-a-certificate' | 'unsupported-key'>(signer))
    return (await inspectCard(card, { signer, at: new Date(VALIDATIONCLOCK) })).steps[step]
  }

  test('signature, with ES256 on two curves and PS256', () =>
    compare('signature', 'EXPECTEDVERIFY', (vector) => stepOf(vector, 'cose')))

  test('expiry', () => compare('expiry', 'EXPECTEDEXPIRATIONCHECK', (vector) => stepOf(vector, 'expiry')))

  test('key usage', () => compare('key usage', 'EXPECTEDKEYUSAGE', (vector) => stepOf(vector, 'keyUsage')))

  test('schema', () =>
    // These three differ only in the number of a test kit that the list of that month did not have.
    compare('schema', 'EXPECTEDSCHEMAVALIDATION', (vector) => stepOf(vector, 'schema'), [
      'PL/1.0.0/2DCode/raw/7.json',
      'PL/1.2.1/2DCode/raw/7.json',
      'PL/1.3.0/2DCode/raw/7.json',
    ]))
})

/** Maps to objects and tags to what they hold, to compare with JSON. */
function plain(value: unknown): unknown {
  const { value: inner } = untag(value)
  if (inner instanceof Map) return Object.fromEntries(Array.from(inner, ([key, item]) => [key, plain(item)]))
  return Array.isArray(inner) ? inner.map(plain) : inner
}

function same(found: unknown, expected: unknown): boolean {
  try {
    assert.deepEqual(found, expected)
    return true
  } catch {
    return false
  }
}
