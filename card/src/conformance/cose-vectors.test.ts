import { assert, describe, test } from 'vitest'
import { concatBytes, fromBase64Url, fromHex } from '../envelope/bytes.ts'
import { decompressPoint } from '../envelope/cose-key.ts'
import { decodeSign1, header, verifySign1 } from '../envelope/cose-sign1.ts'
import { isRefused } from '../envelope/refused.ts'
import { hasVectors, readVectors } from './public-vectors.ts'

interface CoseVector {
  readonly title: string
  readonly fail?: boolean
  readonly input: {
    readonly sign0?: {
      readonly key: {
        readonly crv: string
        readonly x?: string
        readonly y?: string
        readonly x_hex?: string
        readonly y_hex?: string
      }
      readonly external?: string
      readonly alg?: string
    }
  }
  readonly output: { readonly cbor: string }
}

const name = 'cose-wg-examples'
/** Kept by this release: ES256 over P-256. The other algorithms of the set are foreign to our cards. */
const foreign = ['ES384', 'ES512', 'EdDSA']

describe.skipIf(!hasVectors(name))('COSE_Sign1, the examples of the COSE working group', () => {
  const vectors = readVectors<CoseVector>(name).filter(({ content }) => content.input.sign0)

  test('are seventeen', () => assert.equal(vectors.length, 17))

  for (const { name: file, content } of vectors) {
    const sign0 = content.input.sign0!
    test(`${file}: ${content.fail ? 'refused' : 'verifies'}`, async ({ skip }) => {
      const sign1 = decodeSign1(fromHex(content.output.cbor))
      if (sign0.key.crv !== 'P-256') {
        if (!isRefused(sign1)) assert.equal(await verifySign1(sign1, anyKey), false)
        skip(`${sign0.key.crv} is none of the algorithms our cards use; it is refused`)
      }
      const key = decompressPoint(
        concatBytes(
          new Uint8Array([4]),
          part(sign0.key.x, sign0.key.x_hex),
          part(sign0.key.y, sign0.key.y_hex),
        ),
      )
      assert.ok(key)
      const external = sign0.external === undefined ? undefined : fromHex(sign0.external)
      const verified = !isRefused(sign1) && (await verifySign1(sign1, key, external))
      const named = isRefused(sign1) ? null : sign1.protectedHeader.get(header.algorithm)
      if (!content.fail && named !== -7) {
        assert.equal(verified, false)
        skip(`algorithm ${foreign.find((one) => one === sign0.alg) ?? named} is not ES256; it is refused`)
      }
      assert.equal(verified, !content.fail)
    })
  }
})

const anyKey = decompressPoint(fromHex('036b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296'))!

function part(text: string | undefined, hex: string | undefined) {
  return hex === undefined ? fromBase64Url(text!) : fromHex(hex)
}
