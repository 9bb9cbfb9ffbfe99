import type { DeviceCertificate, TrustBundle } from '@sentra/contract'
import { fromBase64Url, toBase64Url } from '../envelope/bytes.ts'
import {
  compressPoint,
  decodeCoseKey,
  decompressPoint,
  encodeCoseKey,
  type PublicKey,
} from '../envelope/cose-key.ts'
import { header, isPlain, kidOf, type Sign1, verifySign1 } from '../envelope/cose-sign1.ts'
import { claim, claimFromInstant, decodeClaims, instantFromClaim } from '../envelope/cwt.ts'
import { isLowS, keyId } from '../envelope/es256.ts'
import { isRefused, type Refused, refuse } from '../envelope/refused.ts'
import { type CborMap, isBytes, isCount, isMap, isText } from '../envelope/strict-cbor.ts'
import { localCardDays } from '../local/contents.ts'
import { findKey } from './trust-bundle.ts'

/**
 * The claims of a device certificate. `device` is [site, name, key-use-until, list, start, count];
 * key-use-until is null when it is a card's life, 30 days, before the certificate's end, as it is by default. A
 * device named after its site, as most are, leaves that part out: `krw-01-laptop-a` is `-laptop-a`.
 */
export function encodeDeviceClaims(certificate: Omit<DeviceCertificate, 'certificateId'>): CborMap {
  const key = decompressPoint(fromBase64Url(certificate.publicKey))
  if (!key) throw new TypeError('publicKey of a device certificate must be a P-256 point')
  return new Map<unknown, unknown>([
    [claim.subject, shortDeviceId(certificate)],
    [claim.expiresAt, claimFromInstant(certificate.expiresAt)],
    [claim.notBefore, claimFromInstant(certificate.validFrom)],
    [claim.confirmation, new Map([[1, encodeCoseKey(key)]])],
    [
      claim.device,
      [
        certificate.siteId,
        certificate.siteName,
        claimFromInstant(certificate.keyUseUntil) === usualKeyUse(certificate.expiresAt)
          ? null
          : claimFromInstant(certificate.keyUseUntil),
        certificate.statusList,
        certificate.blockStart,
        certificate.blockCount,
      ],
    ],
  ])
}

function usualKeyUse(expiresAt: string): number {
  return claimFromInstant(expiresAt) - localCardDays * 86_400
}

function shortDeviceId({ deviceId, siteId }: Pick<DeviceCertificate, 'deviceId' | 'siteId'>): string {
  return deviceId.startsWith(`${siteId}-`) ? deviceId.slice(siteId.length) : deviceId
}

export interface DeviceClaims {
  readonly certificate: DeviceCertificate
  readonly key: PublicKey
}

/** Reads a certificate without asking who signed it. Null when it is not one. */
export async function readDeviceCertificate(sign1: Sign1): Promise<DeviceClaims | null> {
  const claims = decodeClaims(sign1.payload)
  const device = claims?.get(claim.device)
  if (!claims || !isPlain(sign1) || !Array.isArray(device) || device.length !== 6) return null
  const [siteId, siteName, keyUse, statusList, blockStart, blockCount] = device
  const subject = claims.get(claim.subject)
  const validFrom = instantFromClaim(claims.get(claim.notBefore))
  const expiresAt = instantFromClaim(claims.get(claim.expiresAt))
  if (!expiresAt || keyUse === usualKeyUse(expiresAt)) return null
  const keyUseUntil = instantFromClaim(keyUse ?? usualKeyUse(expiresAt))
  const confirmation = claims.get(claim.confirmation)
  const key = isMap(confirmation) ? decodeCoseKey(confirmation.get(1)) : null
  if (!validFrom || !keyUseUntil || !key) return null
  if (!isText(subject, 41) || !isText(siteId, 31) || !isText(siteName, 60) || !isText(statusList)) return null
  if (!isCount(blockStart) || !isCount(blockCount) || blockCount < 1) return null

  const deviceId = subject.startsWith('-') ? siteId + subject : subject
  if (shortDeviceId({ deviceId, siteId }) !== subject) return null
  const certificateId = toBase64Url(await keyId(key))
  const publicKey = toBase64Url(compressPoint(key))
  const block = { statusList, blockStart, blockCount }
  const certificate = {
    certificateId,
    deviceId,
    siteId,
    siteName,
    publicKey,
    validFrom,
    keyUseUntil,
    expiresAt,
    ...block,
  }
  return { certificate, key }
}

/**
 * Opens a certificate by the bundle: signed by a site CA that counted on the day the key began.
 * A gate meets the same few laptops all day, so what was opened by one bundle is remembered with it.
 */
export async function openDeviceCertificate(
  sign1: Sign1,
  trust: TrustBundle,
): Promise<DeviceClaims | Refused<'unknown-signer' | 'bad-certificate'>> {
  const known = openedBy.get(trust) ?? new WeakMap<Sign1, DeviceClaims>()
  openedBy.set(trust, known)
  const before = known.get(sign1)
  if (before) return before

  const device = await checkDeviceCertificate(sign1, trust)
  if (!isRefused(device)) known.set(sign1, device)
  return device
}

/** Lives as long as the decoded header that holds the certificate (`cose-sign1.ts` keeps a region's worth). */
const openedBy = new WeakMap<TrustBundle, WeakMap<Sign1, DeviceClaims>>()

async function checkDeviceCertificate(
  sign1: Sign1,
  trust: TrustBundle,
): Promise<DeviceClaims | Refused<'unknown-signer' | 'bad-certificate'>> {
  const kid = sign1.protectedHeader.get(header.kid)
  const device = await readDeviceCertificate(sign1)
  if (!device || !isBytes(kid) || kidOf(sign1) === null) return refuse('bad-certificate')
  const authority = findKey(trust.siteCas, kid)
  if (!authority) return refuse('unknown-signer')

  const { validFrom } = device.certificate
  const inForce = authority.entry.validFrom <= validFrom && validFrom <= authority.entry.validUntil
  if (!inForce || !isLowS(sign1.signature)) return refuse('bad-certificate')
  return (await verifySign1(sign1, authority.key)) ? device : refuse('bad-certificate')
}
