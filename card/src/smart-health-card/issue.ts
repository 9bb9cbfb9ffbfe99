import { createHash } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import type { NationalCardContents } from '@sentra/contract'
import { toBase64Url, utf8 } from '../envelope/bytes.ts'
import type { PublicKey } from '../envelope/cose-key.ts'
import { type Signed, type Signer, whenSigned } from '../issue/es256-signer.ts'
import { vaccinationBundle } from './fhir-bundle.ts'
import { numericText } from './numeric.ts'

/**
 * A national card once more, as a SMART Health Card (HL7 1.0.0): a JWS whose payload is deflated JSON,
 * shown as `shc:/` and digits. An export for the wallets of phones; nothing here reads it as proof.
 */
export interface SmartHealthCard {
  /** The compact JWS, as a `.smart-health-card` file holds it. */
  readonly jws: string
  /** `shc:/…`, two digits a character: what the QR says, as one bytes and one numeric segment. */
  readonly text: string
}

export interface SmartHealthCardTerms {
  /** https, without a slash at the end; `<issuer>/.well-known/jwks.json` lists the key. */
  readonly issuer: string
}

export function exportSmartHealthCard<By extends Signer>(
  card: NationalCardContents,
  terms: SmartHealthCardTerms,
  signer: By,
): Signed<By, SmartHealthCard> {
  if (!/^https:\/\/[^\s]+[^/\s]$/.test(terms.issuer))
    throw new TypeError('the issuer of a SMART Health Card is an https address without a slash at its end')
  const payload = {
    iss: terms.issuer,
    nbf: Math.floor(Date.parse(card.issuedAt) / 1000),
    exp: Math.floor(Date.parse(card.expiresAt) / 1000),
    vc: {
      type: [
        'https://smarthealth.cards#health-card',
        'https://smarthealth.cards#immunization',
        ...(card.doses.every(isCovid) ? ['https://smarthealth.cards#covid19'] : []),
      ],
      credentialSubject: { fhirVersion: '4.0.1', fhirBundle: vaccinationBundle(card) },
    },
  }
  const header = { zip: 'DEF', alg: 'ES256', kid: jwkThumbprint(signer.publicKey) }
  const packed = deflateRawSync(utf8(JSON.stringify(payload)), { level: 9 })
  const signed = `${toBase64Url(utf8(JSON.stringify(header)))}.${toBase64Url(packed)}`
  return whenSigned(signer, utf8(signed), (signature) => {
    const jws = `${signed}.${toBase64Url(signature)}`
    return { jws, text: numericText(jws) }
  })
}

/** The key set that `<issuer>/.well-known/jwks.json` serves. */
export function smartHealthCardKeys(keys: readonly PublicKey[]): object {
  return {
    keys: keys.map((key) => ({ ...jwkOf(key), kid: jwkThumbprint(key), use: 'sig', alg: 'ES256' })),
  }
}

function isCovid({ targetDisease }: { readonly targetDisease: string }): boolean {
  return targetDisease === '840539006'
}

function jwkOf(key: PublicKey): { crv: string; kty: string; x: string; y: string } {
  return {
    crv: 'P-256',
    kty: 'EC',
    x: toBase64Url(key.subarray(1, 33)),
    y: toBase64Url(key.subarray(33)),
  }
}

/** RFC 7638: the hash of the key's members in alphabetical order. */
function jwkThumbprint(key: PublicKey): string {
  return toBase64Url(
    createHash('sha256')
      .update(JSON.stringify(jwkOf(key)))
      .digest(),
  )
}
