import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto'

/**
 * Secrets under a passphrase: scrypt makes a key of it, AES-256-GCM seals them. Without the passphrase the laptop's
 * disk shows neither a name nor a key that could sign in the site's name.
 */
export interface SealedSecrets {
  readonly kdf: 'scrypt'
  /** Cost: 2^17 with r = 8 takes 128 MB and about half a second on a weak laptop (OWASP's recommendation). */
  readonly cost: number
  readonly salt: string
  readonly nonce: string
  readonly sealed: string
}

/** A shorter one falls to guessing at leisure: whoever has the laptop has time. */
export const passphraseCharactersMin = 12

export class WrongPassphraseError extends Error {
  override name = 'WrongPassphraseError'
}

const usualCost = 2 ** 17

export function sealSecrets(secrets: object, passphrase: string, cost = usualCost): SealedSecrets {
  const salt = randomBytes(16)
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(passphrase, salt, cost), nonce)
  const sealed = Buffer.concat([
    cipher.update(JSON.stringify(secrets), 'utf8'),
    cipher.final(),
    cipher.getAuthTag(),
  ])
  return {
    kdf: 'scrypt',
    cost,
    salt: salt.toString('base64'),
    nonce: nonce.toString('base64'),
    sealed: sealed.toString('base64'),
  }
}

/** @throws WrongPassphraseError for another passphrase, or when the file was changed: nobody can tell these apart. */
export function openSecrets<T extends object>(box: SealedSecrets, passphrase: string): T {
  const bytes = Buffer.from(box.sealed, 'base64')
  const key = keyOf(passphrase, Buffer.from(box.salt, 'base64'), box.cost)
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(box.nonce, 'base64'))
  decipher.setAuthTag(bytes.subarray(-16))
  try {
    return JSON.parse(
      Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString('utf8'),
    ) as T
  } catch {
    throw new WrongPassphraseError(
      'The passphrase does not open the keys of this site. Check SENTRA_SITE_PASSPHRASE, letter by letter. · ' +
        'Frasa sandi tidak membuka kunci sentra ini. Periksa SENTRA_SITE_PASSPHRASE, huruf demi huruf.',
    )
  }
}

function keyOf(passphrase: string, salt: Uint8Array, cost: number): Buffer {
  // The same letters typed on another keyboard are the same passphrase.
  return scryptSync(passphrase.normalize('NFKC'), salt, 32, { N: cost, r: 8, p: 1, maxmem: 256 * cost * 8 })
}
