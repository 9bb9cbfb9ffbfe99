import { generateKeyPairSync, sign, verify } from 'node:crypto'
import { assert, test } from 'vitest'
import { derFromSignature, signatureFromDer } from './der-signature.ts'

const curves = [
  { namedCurve: 'P-256', half: 32 },
  { namedCurve: 'P-384', half: 48 },
  { namedCurve: 'P-521', half: 66 },
]

test('OpenSSL’s form and COSE’s form say the same signature, on each curve', () => {
  for (const { namedCurve, half } of curves) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve })
    // Two hundred times, because one r in 256 begins with a zero and one in two needs a sign byte.
    for (let index = 0; index < 200; index += 1) {
      const message = Buffer.from(`${namedCurve} ${index}`)
      const der = sign('sha256', message, privateKey)
      const signature = signatureFromDer(der, half)
      assert.equal(signature.length, 2 * half)
      assert.deepEqual(Buffer.from(derFromSignature(signature)), der)
      assert.isTrue(verify('sha256', message, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature))
    }
  }
})

test('short and long numbers keep their value', () => {
  const signature = new Uint8Array(64)
  signature[31] = 0x80
  signature[63] = 0x01
  assert.deepEqual(Array.from(derFromSignature(signature)), [0x30, 7, 2, 2, 0, 0x80, 2, 1, 1])
  assert.deepEqual(signatureFromDer(Uint8Array.from(derFromSignature(signature)), 32), signature)
})

test('numbers no signature has are refused, not stumbled over', () => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  for (const byte of [0x00, 0xff])
    assert.isFalse(
      verify('sha256', Buffer.from('x'), publicKey, derFromSignature(new Uint8Array(64).fill(byte))),
    )
})
