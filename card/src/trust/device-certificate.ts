import type { DeviceCertificate, TrustBundle } from '@sentra/contract'
import { concatBytes, fromBase64Url, toBase64Url } from '../envelope/bytes.ts'
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
import { findKey } from './trust-bundle.ts'

/** The claims of a device certificate. `device` is [site, name, key-use-until, list, start, count]. */
export function encodeDeviceClaims(certificate: Omit<DeviceCertificate, 'certificateId'>): CborMap {
  const key = decompressPoint(fromBase64Url(certificate.publicKey))
  if (!key) throw new TypeError('publicKey of a device certificate must be a P-256 point')
  return new Map<unknown, unknown>([
    [claim.subject, certificate.deviceId],
    [claim.expiresAt, claimFromInstant(certificate.expiresAt)],
    [claim.notBefore, claimFromInstant(certificate.validFrom)],
    [claim.confirmation, new Map([[1, encodeCoseKey(key)]])],
    [
      claim.device,
      [
        certificate.siteId,
        certificate.siteName,
        claimFromInstant(certificate.keyUseUntil),
        certificate.statusList,
        certificate.blockStart,
        certificate.blockCount,
      ],
    ],
  ])
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
  const deviceId = claims.get(claim.subject)
  const validFrom = instantFromClaim(claims.get(claim.notBefore))
  const expiresAt = instantFromClaim(claims.get(claim.expiresAt))
  const keyUseUntil = instantFromClaim(keyUse)
  const confirmation = claims.get(claim.confirmation)
  const key = isMap(confirmation) ? decodeCoseKey(confirmation.get(1)) : null
  if (!validFrom || !expiresAt || !keyUseUntil || !key) return null
  if (!isText(deviceId, 41) || !isText(siteId, 31) || !isText(siteName, 60) || !isText(statusList))
    return null
  if (!isCount(blockStart) || !isCount(blockCount) || blockCount < 1) return null

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
  const known = openedBy.get(trust) ?? new Map<string, DeviceClaims>()
  openedBy.set(trust, known)
  const name = toBase64Url(concatBytes(sign1.signature, sign1.protectedBytes, sign1.payload)) + isPlain(sign1)
  const before = known.get(name)
  if (before) return before

  const device = await checkDeviceCertificate(sign1, trust)
  if (isRefused(device)) return device
  if (known.size >= openedMax) known.clear()
  known.set(name, device)
  return device
}

const openedBy = new WeakMap<TrustBundle, Map<string, DeviceClaims>>()
/** The laptops of a region. */
const openedMax = 256

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
