import { createCipheriv, createPrivateKey, type KeyObject, randomBytes, scryptSync } from 'node:crypto'

/** Below this a passphrase is guessed by whoever has the disk and time. */
export const passphraseCharactersMin = 12

/**
 * scrypt at 2^14 × 8: 16 MB and some 50 ms for each key, and the most that OpenSSL opens without being told
 * otherwise, so that any tool of an auditor reads the file.
 */
const cost = { N: 2 ** 14, r: 8, p: 1 }

/**
 * A private key as `ENCRYPTED PRIVATE KEY` (PKCS#8, PBES2 with scrypt and AES-256-CBC; RFC 7914, section 7).
 * Node reads this form but writes only the older key derivation, so these few bytes are put together here.
 */
export function encryptKeyPem(key: KeyObject, passphrase: string): string {
  const salt = randomBytes(16)
  const vector = randomBytes(16)
  const secret = scryptSync(passphrase, salt, 32, cost)
  const cipher = createCipheriv('aes-256-cbc', secret, vector)
  const plain = key.export({ type: 'pkcs8', format: 'der' })
  const encrypted = Buffer.concat([cipher.update(plain), cipher.final()])
  const derivation = sequence(
    objectId.scrypt,
    sequence(octets(salt), integer(cost.N), integer(cost.r), integer(cost.p)),
  )
  const scheme = sequence(objectId.pbes2, sequence(derivation, sequence(objectId.aes256Cbc, octets(vector))))
  const lines = sequence(scheme, octets(encrypted))
    .toString('base64')
    .match(/.{1,64}/g)!
  return ['-----BEGIN ENCRYPTED PRIVATE KEY-----', ...lines, '-----END ENCRYPTED PRIVATE KEY-----', ''].join(
    '\n',
  )
}

export const isEncryptedPem = (pem: string) => pem.includes('BEGIN ENCRYPTED PRIVATE KEY')

/** @throws Error that says what to do, when the passphrase is missing or another one. `place` is for the person. */
export function openKeyPem(pem: string, passphrase: string | undefined, place: string): KeyObject {
  if (!isEncryptedPem(pem)) return createPrivateKey(pem)
  if (passphrase === undefined)
    throw new Error(`${place} is encrypted. Set SENTRA_KEYS_PASSPHRASE or SENTRA_KEYS_PASSPHRASE_FILE.`)
  try {
    return createPrivateKey({ key: pem, passphrase })
  } catch {
    throw new Error(`the passphrase does not open ${place}. Check SENTRA_KEYS_PASSPHRASE, letter by letter.`)
  }
}

const objectId = {
  pbes2: Buffer.from('06092a864886f70d01050d', 'hex'),
  scrypt: Buffer.from('06092b06010401da47040b', 'hex'),
  aes256Cbc: Buffer.from('060960864801650304012a', 'hex'),
}

const sequence = (...parts: Buffer[]) => tagged(0x30, Buffer.concat(parts))
const octets = (bytes: Buffer) => tagged(0x04, bytes)

function integer(value: number): Buffer {
  const hex = value.toString(16)
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex')
  return tagged(0x02, bytes[0]! >= 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes)
}

function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.of(tag, ...head), content])
}
