import type { LocalCardContents, NationalCardContents } from '@sentra/contract'
import { uuidFromBytes } from '../envelope/compact-id.ts'
import { header, isPlain, type Sign1, sign1FromCbor } from '../envelope/cose-sign1.ts'
import { claim, decodeClaims, hcertKey, instantFromClaim } from '../envelope/cwt.ts'
import { decodeHcertText, type TextRefusal } from '../envelope/hcert-text.ts'
import { isRefused, type Refused, refuse } from '../envelope/refused.ts'
import { type CborMap, isCount, isMap, isText } from '../envelope/strict-cbor.ts'
import { decodeLocalCard, localCardContents } from '../local/contents.ts'
import { decodeDcc } from '../national/contents.ts'
import { dccFault, dccKind } from '../national/dcc-schema.ts'
import { decodeDvc } from '../national/dvc.ts'
import { uvci } from '../national/uvci.ts'
import { type DeviceClaims, readDeviceCertificate } from '../trust/device-certificate.ts'

/**
 * Reading is not believing: these functions say what a text claims, never whether it is true.
 * Printing uses them, so that the words on the paper are the signed words.
 */
export type CardContents = LocalCardContents | NationalCardContents

export type ReadRefusal = TextRefusal | 'cwt' | 'schema' | 'unsupported-card'

export async function readCard(text: string): Promise<CardContents | Refused<ReadRefusal>> {
  const sign1 = decodeHcertText(text)
  if (isRefused<TextRefusal>(sign1)) return sign1
  const certificate = certificateOf(sign1)
  const device = certificate && (await readDeviceCertificate(certificate))
  const claims = readClaims(sign1)
  if (isRefused<'cwt'>(claims)) return claims
  return readContents(claims, device ?? null)
}

/** The device certificate inside the protected header: present in a local card, and only there. */
export function certificateOf(sign1: Sign1): Sign1 | null {
  const known = certificates.get(sign1.protectedHeader)
  if (known !== undefined) return known
  const item = sign1.protectedHeader.get(header.kcwt)
  const certificate = item === undefined ? null : sign1FromCbor(item)
  const plain = certificate === null || isRefused(certificate) || !isPlain(certificate) ? null : certificate
  certificates.set(sign1.protectedHeader, plain)
  return plain
}

const certificates = new WeakMap<CborMap, Sign1 | null>()

export interface CardClaims {
  readonly issuedAt: string
  readonly expiresAt: string
  readonly country: string | null
  readonly hcert: CborMap
  readonly status: { readonly uri: string; readonly index: number } | null
  readonly tokenId: string | null
}

/** The CWT around a card: dates, issuer, and where its status is kept. */
export function readClaims(sign1: Sign1): CardClaims | Refused<'cwt'> {
  // Our own have one form; what a foreign nation signed is read as it wrote it.
  const form = sign1.protectedHeader.has(header.kcwt) ? undefined : 'foreign'
  const claims = decodeClaims(sign1.payload, form)
  const issuedAt = instantFromClaim(claims?.get(claim.issuedAt))
  const expiresAt = instantFromClaim(claims?.get(claim.expiresAt))
  const hcert = claims?.get(claim.hcert)
  const issuer = claims?.get(claim.issuer)
  if (!issuedAt || !expiresAt || !isMap(hcert)) return refuse('cwt')
  const status = readStatus(claims?.get(claim.status))
  if (isRefused<'cwt'>(status)) return status
  const tokenId = uuidFromBytes(claims?.get(claim.tokenId))
  return { issuedAt, expiresAt, country: isText(issuer, 3) ? issuer : null, hcert, status, tokenId }
}

/** Which kind of card the claims hold; null for both at once, or none we know. */
export function cardKind({ hcert }: CardClaims): 'local' | 'national' | null {
  if (hcert.size !== 1) return null
  if (hcert.has(hcertKey.localCard)) return 'local'
  return hcert.has(hcertKey.dcc) || hcert.has(hcertKey.dvc) ? 'national' : null
}

export function readContents(
  claims: CardClaims,
  device: DeviceClaims | null,
): CardContents | Refused<'schema' | 'unsupported-card'> {
  const kind = cardKind(claims)
  if (kind === 'local') {
    const words = decodeLocalCard(claims.hcert.get(hcertKey.localCard))
    if (!words || !device) return refuse('schema')
    return localCardContents(words, device.certificate, claims.issuedAt, claims.expiresAt)
  }
  if (kind !== 'national') return refuse('unsupported-card')

  const dcc = claims.hcert.get(hcertKey.dcc)
  // A certificate of a test or a recovery is genuine and no vaccination card.
  if (dcc && dccFault(dcc, claims.issuedAt) !== null) return refuse('schema')
  if (dcc && dccKind(dcc) !== 'vaccination') return refuse('unsupported-card')
  const words = dcc ? decodeDcc(dcc) : decodeDvc(claims.hcert.get(hcertKey.dvc), dvcCard(claims))
  if (!words) return refuse('schema')
  const { issuedAt, expiresAt, status } = claims
  const place = status ? { statusList: status.uri, statusIndex: status.index } : {}
  return { kind: 'national', ...words, ...place, issuedAt, expiresAt }
}

/** What a DVC leaves to the CWT around it. A foreign one may have no identifier. */
function dvcCard({ country, tokenId }: CardClaims): { certificateId: string; country: string } {
  const issuer = country ?? ''
  return { country: issuer, certificateId: tokenId ? uvci(issuer, tokenId) : '' }
}

function readStatus(value: unknown): CardClaims['status'] | Refused<'cwt'> {
  if (value === undefined) return null
  const reference = isMap(value) ? value.get('status_list') : null
  if (!isMap(reference)) return refuse('cwt')
  const uri = reference.get('uri')
  const index = reference.get('idx')
  return isText(uri) && isCount(index) ? { uri, index } : refuse('cwt')
}
