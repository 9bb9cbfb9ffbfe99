import { createPublicKey } from 'node:crypto'
import { assert, describe, test } from 'vitest'
import { fromBase64Url, fromHex, toBase64Url } from '../envelope/bytes.ts'
import { decompressPoint } from '../envelope/cose-key.ts'
import { decodeSign1, usesEs256, verifyForeignSign1, verifySign1 } from '../envelope/cose-sign1.ts'
import { type ForeignKey, foreignKey } from '../envelope/foreign-key.ts'
import { isRefused } from '../envelope/refused.ts'
import { hasVectors, readVectors } from './public-vectors.ts'

interface CoseVector {
  readonly title: string
  readonly fail?: boolean
  readonly input: {
    readonly sign0?: {
      readonly key: CoseVectorKey
      readonly external?: string
    }
  }
  readonly output: { readonly cbor: string }
}

interface CoseVectorKey {
  readonly kty: string
  readonly crv: string
  readonly x?: string
  readonly y?: string
  readonly x_hex?: string
  readonly y_hex?: string
}

const name = 'cose-wg-examples'

describe.skipIf(!hasVectors(name))('COSE_Sign1, the examples of the COSE working group', () => {
  const vectors = readVectors<CoseVector>(name).filter(({ content }) => content.input.sign0)

  test('are seventeen', () => {
    assert.equal(vectors.length, 17)
    console.info(
      `COSE_Sign1: ${vectors.length} of 17, ${vectors.filter(({ content }) => content.fail).length} to be refused`,
    )
  })

  for (const { name: file, content } of vectors) {
    const sign0 = content.input.sign0!
    test(`${file}: ${content.fail ? 'refused' : 'verifies'}`, async () => {
      const sign1 = decodeSign1(fromHex(content.output.cbor))
      const external = sign0.external === undefined ? undefined : fromHex(sign0.external)
      const key = keyOf(sign0.key)
      const verified = !isRefused(sign1) && (await verifyForeignSign1(sign1, key, external))
      assert.equal(verified, !content.fail)
      if (isRefused(sign1) || sign0.key.crv !== 'P-256') return
      // Our own way, for our own keys, agrees and knows ES256 only.
      const point = decompressPoint(
        Buffer.concat([Uint8Array.of(4), part(sign0.key, 'x'), part(sign0.key, 'y')]),
      )
      assert.ok(point)
      assert.equal(await verifySign1(sign1, point, external), verified && usesEs256(sign1))
    })
  }
})

function keyOf(key: CoseVectorKey): ForeignKey {
  const x = toBase64Url(part(key, 'x'))
  const jwk =
    key.kty === 'OKP'
      ? { kty: 'OKP', crv: key.crv, x }
      : { kty: 'EC', crv: key.crv, x, y: toBase64Url(part(key, 'y')) }
  const found = foreignKey(
    createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'der' }),
  )
  assert.ok(found)
  return found
}

function part(key: CoseVectorKey, coordinate: 'x' | 'y') {
  const hex = key[`${coordinate}_hex`]
  return hex === undefined ? fromBase64Url(key[coordinate]!) : fromHex(hex)
}
