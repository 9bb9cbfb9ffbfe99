import { inflateSync, zlibSync } from 'fflate'
import { adler32 } from '../envelope/adler32.ts'
import type { PublicKey } from '../envelope/cose-key.ts'
import { type ForeignKey, hashFor } from '../envelope/foreign-key.ts'
import { NoSecureContextError } from './no-secure-context.ts'
import type { Platform } from './platform.ts'

/** WebCrypto, which a browser offers only in a secure context, and a small inflate in script. */
export const platform: Platform = {
  verifyEs256: async (key, message, signature) =>
    webCrypto().verify({ name: 'ECDSA', hash: 'SHA-256' }, await es256Key(key), signature, message),
  verifyForeign: async (key, algorithm, message, signature) => {
    const hash = hashFor(algorithm, key.kind)
    const imported = hash && (await foreignKey(key, hash))
    return imported ? webCrypto().verify(parameters(key, hash), imported, signature, message) : false
  },
  latin1: (bytes, start, end) => {
    let text = ''
    for (let from = start; from < end; from += 8192) {
      const part = bytes.subarray(from, Math.min(end, from + 8192))
      text += String.fromCharCode.apply(null, part as unknown as number[])
    }
    return text
  },
  sha256: async (bytes) => new Uint8Array(await webCrypto().digest('SHA-256', bytes)),
  inflate: (bytes, maxLength) => {
    try {
      const plain = inflateSync(bytes.subarray(2, -4), { out: new Uint8Array(maxLength + 1) })
      const checksum = new DataView(bytes.buffer, bytes.byteOffset + bytes.length - 4).getUint32(0)
      return plain.length <= maxLength && checksum === adler32(plain) ? new Uint8Array(plain) : null
    } catch {
      return null
    }
  },
  deflate: (bytes) => new Uint8Array(zlibSync(bytes, { level: 9 })),
}

const es256Keys = new WeakMap<PublicKey, Promise<CryptoKey>>()

function es256Key(key: PublicKey): Promise<CryptoKey> {
  const known = es256Keys.get(key)
  if (known) return known
  const imported = webCrypto().importKey('raw', key, { name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'verify',
  ])
  es256Keys.set(key, imported)
  return imported
}

/** Null where this browser has no such algorithm: Ed448 nowhere, Ed25519 only in recent ones. */
async function foreignKey(key: ForeignKey, hash: string): Promise<CryptoKey | null> {
  const algorithm =
    key.kind === 'RSA'
      ? { name: 'RSA-PSS', hash }
      : key.kind === 'Ed25519'
        ? { name: 'Ed25519' }
        : { name: 'ECDSA', namedCurve: key.kind }
  try {
    return await webCrypto().importKey('spki', key.spki, algorithm, false, ['verify'])
  } catch (error) {
    if (error instanceof NoSecureContextError) throw error
    return null
  }
}

function parameters(key: ForeignKey, hash: 'SHA-256' | 'SHA-384' | 'SHA-512') {
  if (key.kind === 'RSA') return { name: 'RSA-PSS', saltLength: saltLengths[hash] }
  return key.kind === 'Ed25519' ? { name: 'Ed25519' } : { name: 'ECDSA', hash }
}

const saltLengths = { 'SHA-256': 32, 'SHA-384': 48, 'SHA-512': 64 }

export function webCrypto(): SubtleCrypto {
  const subtle = globalThis.crypto?.subtle
  if (!subtle) throw new NoSecureContextError()
  return subtle
}
