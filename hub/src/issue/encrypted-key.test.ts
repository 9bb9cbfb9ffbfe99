import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { assert, describe, test } from 'vitest'
import { encryptKeyPem, isEncryptedPem, openKeyPem } from './encrypted-key.ts'

const der = { type: 'pkcs8', format: 'der' } as const
const keys = {
  'P-256': generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
  Ed25519: generateKeyPairSync('ed25519').privateKey,
}

describe('a key under a passphrase', () => {
  for (const [kind, key] of Object.entries(keys)) {
    test(`${kind}: opens with it, and OpenSSL reads the same file`, () => {
      const pem = encryptKeyPem(key, 'kuda lumping biru')
      assert.isTrue(isEncryptedPem(pem))
      const opened = createPrivateKey({ key: pem, passphrase: 'kuda lumping biru' })
      assert.isTrue(opened.export(der).equals(key.export(der)))
      assert.notInclude(pem, key.export(der).toString('base64').slice(20, 40))
    })
  }

  test('does not open with another one or without; the message says what to set', () => {
    const pem = encryptKeyPem(keys['P-256'], 'kuda lumping biru')
    assert.throws(
      () => openKeyPem(pem, 'kuda lumping hijau', 'keys/root.pem'),
      /does not open keys\/root.pem/,
    )
    assert.throws(() => openKeyPem(pem, undefined, 'keys/root.pem'), /SENTRA_KEYS_PASSPHRASE/)
  })
})
