import { assert, test } from 'vitest'
import { generateKeyPem, signerFromPem } from '../issue/index.ts'
import { toBase64Url } from './bytes.ts'
import { compressPoint, decodeCoseKey, decompressPoint, encodeCoseKey } from './cose-key.ts'
import { isLowS, keyId, toLowS, verifyEs256 } from './es256.ts'

test('a key written with the sign bit of y is the same key when read', () => {
  for (let round = 0; round < 8; round += 1) {
    const { publicKey } = signerFromPem(generateKeyPem())
    assert.deepEqual(decodeCoseKey(encodeCoseKey(publicKey)), publicKey)
    assert.deepEqual(decompressPoint(compressPoint(publicKey)), publicKey)
  }
})

test('a point that is not on the curve is no key', () => {
  const { publicKey } = signerFromPem(generateKeyPem())
  const moved = publicKey.slice()
  moved[64]! ^= 2
  assert.equal(decompressPoint(moved), null)
  assert.equal(decompressPoint(new Uint8Array(33)), null)
  assert.equal(decompressPoint(new Uint8Array(65)), null)
  assert.equal(decodeCoseKey(new Map([[1, 1]])), null)
})

test('Node and WebCrypto give a key the same name', async () => {
  const signer = signerFromPem(generateKeyPem())
  assert.equal(toBase64Url(await keyId(signer.publicKey)), toBase64Url(signer.kid))
})

test('both forms of s verify as ES256; only the lower one is ours; DER is never one', async () => {
  const signer = signerFromPem(generateKeyPem())
  const message = new Uint8Array([1, 2, 3])
  const signature = signer.sign(message)
  assert.ok(await verifyEs256(signer.publicKey, message, signature))
  assert.ok(await verifyEs256(signer.publicKey, message, toLowS(signature)))
  assert.ok(isLowS(toLowS(signature)))
  const der = Uint8Array.from([
    0x30,
    0x44,
    0x02,
    0x20,
    ...signature.subarray(0, 32),
    0x02,
    0x20,
    ...signature.subarray(32),
  ])
  assert.equal(await verifyEs256(signer.publicKey, message, der), false)
})
