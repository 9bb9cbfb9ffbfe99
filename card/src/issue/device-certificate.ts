import type { DeviceCertificate } from '@sentra/contract'
import { type Bytes, toBase64Url } from '../envelope/bytes.ts'
import { compressPoint, type PublicKey } from '../envelope/cose-key.ts'
import { decodeSign1 } from '../envelope/cose-sign1.ts'
import { isRefused, type Refused, refuse } from '../envelope/refused.ts'
import { encodeCbor } from '../envelope/strict-cbor.ts'
import { encodeDeviceClaims, readDeviceCertificate } from '../trust/device-certificate.ts'
import { afterSigning, kidOfKey, type Signed, type Signer } from './es256-signer.ts'
import { signEnvelope } from './sign-envelope.ts'

/** A laptop's key signs for this long, so that a stolen one is harmless by itself soon after. */
export const deviceKeyUseDays = 14

export interface IssuedDeviceCertificate {
  /** The certificate as it travels: COSE_Sign1 over CWT. */
  readonly bytes: Bytes
  readonly contents: DeviceCertificate
}

export interface DeviceCertificateRequest {
  readonly deviceId: string
  readonly siteId: string
  readonly siteName: string
  readonly publicKey: PublicKey
  readonly statusList: string
  readonly blockStart: number
  readonly blockCount: number
  readonly validFrom: Date
  /** By default 14 days after `validFrom`. */
  readonly keyUseUntil?: Date
  /** By default 30 days, a card's life, after the last use of the key. */
  readonly expiresAt?: Date
}

/** The hub's site CA vouches for one laptop, for two weeks and one block of status indices. */
export function issueDeviceCertificate<By extends Signer>(
  request: DeviceCertificateRequest,
  siteCa: By,
): Signed<By, IssuedDeviceCertificate> {
  const keyUseUntil = request.keyUseUntil ?? later(request.validFrom, deviceKeyUseDays)
  const { deviceId, siteId, siteName, statusList, blockStart, blockCount, publicKey } = request
  const contents = {
    certificateId: toBase64Url(kidOfKey(publicKey)),
    deviceId,
    siteId,
    siteName: shortSiteName(siteName),
    publicKey: toBase64Url(compressPoint(publicKey)),
    validFrom: wholeSeconds(request.validFrom),
    keyUseUntil: wholeSeconds(keyUseUntil),
    expiresAt: wholeSeconds(request.expiresAt ?? later(keyUseUntil, 30)),
    statusList,
    blockStart,
    blockCount,
  }
  const signed = signEnvelope(encodeCbor(encodeDeviceClaims(contents)), siteCa)
  return afterSigning(siteCa, signed, (bytes: Bytes) => ({ bytes, contents }))
}

/** A certificate as the site received it from the hub. Does not check the signature: `openDeviceCertificate` does. */
export async function loadDeviceCertificate(
  bytes: Uint8Array,
): Promise<IssuedDeviceCertificate | Refused<'bad-certificate'>> {
  const sign1 = decodeSign1(bytes)
  const device = isRefused(sign1) ? null : await readDeviceCertificate(sign1)
  return device ? { bytes: new Uint8Array(bytes), contents: device.certificate } : refuse('bad-certificate')
}

/** In a QR each ten letters cost a row of modules; the site's whole name is on the paper around it. */
export const siteNameMaxLength = 36

function shortSiteName(name: string): string {
  const letters = Array.from(name.normalize('NFC'))
  if (letters.length <= siteNameMaxLength) return letters.join('')
  const cut = letters.slice(0, siteNameMaxLength - 1).join('')
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), siteNameMaxLength / 2)).trimEnd()}…`
}

function later(moment: Date, days: number): Date {
  return new Date(moment.getTime() + days * 86_400_000)
}

function wholeSeconds(moment: Date): string {
  return new Date(Math.floor(moment.getTime() / 1000) * 1000).toISOString()
}
