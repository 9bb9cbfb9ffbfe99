import { createHash, type KeyObject } from 'node:crypto'
import { compressPoint, decompressPoint, fromBase64Url, successionsMax } from '@sentra/card'
import { signerFromKey, signRootSuccession, signTrustBundle } from '@sentra/card/issue'
import { TrustBundle } from '@sentra/contract'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { documentSignerCertificate } from './national-certificates.ts'

/**
 * What a hub asks of the root: to vouch for its keys. It holds public halves only, so it may travel on any
 * stick; what must not be changed on the way is checked by its fingerprint, read out loud at the ceremony.
 */
export const CeremonyRequest = Type.Object({
  kind: Type.Literal('sentra-trust-request'),
  madeAt: Type.String(),
  /** The highest counter the hub has published; 0 for a new hub. */
  counter: Type.Integer({ minimum: 0 }),
  /** Of the root the hub's verifiers know; null for a new hub. */
  rootPublicKey: Type.Union([Type.String(), Type.Null()]),
  /** How that root came after the ones before it (base64); absent while it is the first. */
  successions: Type.Optional(Type.Array(Type.String(), { maxItems: successionsMax })),
  siteCas: TrustBundle.properties.siteCas,
  documentSigners: TrustBundle.properties.documentSigners,
  statusSigners: TrustBundle.properties.statusSigners,
  deniedDevices: TrustBundle.properties.deniedDevices,
})
export type CeremonyRequest = Static<typeof CeremonyRequest>

const isRequest = Compile(CeremonyRequest)

/** Reads a request file. Undefined when it is not one. */
export function readCeremonyRequest(text: string): CeremonyRequest | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isRequest.Check(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Four groups of four, to be read out loud and compared on two machines. */
export function fingerprint(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 16).match(/.{4}/g)!.join(' ')
}

/** How long a bundle of a ceremony counts: a year, and the next ceremony may be a month late. */
export const ceremonyDays = 400

export type CeremonyMaterial = {
  bundle: Uint8Array
  counter: number
  rootPublicKey: string
  /** From the hub's first root to this one; empty while there is only one. */
  successions: string[]
  /** PEM, by file name. */
  certificates: Record<string, string>
}

/**
 * The root's part: one bundle over the hub's keys, and the X.509 certificates of its document signers for the
 * trust lists of other countries. The counter follows the hub's; a root that the hub's verifiers do not know
 * is refused, because they would refuse its bundle.
 */
export async function holdCeremony(
  request: CeremonyRequest,
  root: KeyObject,
  authority: { key: KeyObject; certificate: string },
  now: Date,
): Promise<CeremonyMaterial | { refused: 'another-root' }> {
  const signer = signerFromKey(root)
  const rootPublicKey = Buffer.from(signer.publicKey).toString('base64')
  if (request.rootPublicKey !== null && request.rootPublicKey !== rootPublicKey)
    return { refused: 'another-root' }
  const counter = request.counter + 1
  const { siteCas, documentSigners, statusSigners, deniedDevices } = request
  const bundle = signTrustBundle(
    {
      counter,
      issuedAt: now.toISOString(),
      expiresAt: new Date(now.getTime() + ceremonyDays * 86_400_000).toISOString(),
      siteCas,
      documentSigners,
      statusSigners,
      deniedDevices,
    },
    signer,
  )
  const certificates: Record<string, string> = { 'national-sca.crt.pem': authority.certificate }
  for (const { kid, publicKey, country } of documentSigners) {
    const point = decompressPoint(fromBase64Url(publicKey))
    if (!point || compressPoint(point).length !== 33)
      throw new Error('a requested document signer is no P-256 point')
    const name = `document-signer-${Buffer.from(fromBase64Url(kid)).toString('hex')}.crt.pem`
    certificates[name] = await documentSignerCertificate({ point, country, now }, authority)
  }
  return { bundle, counter, rootPublicKey, successions: request.successions ?? [], certificates }
}

/** Whether this is the root that the hub's verifiers know. */
export function isRootOf(request: CeremonyRequest, root: KeyObject): boolean {
  return request.rootPublicKey === Buffer.from(signerFromKey(root).publicKey).toString('base64')
}

/**
 * The old root's last ceremony: it names the new one, up to the bundle the hub has published, and the new root
 * signs the next bundle at once. A verifier that holds an old bundle, whatever its age, follows.
 */
export async function holdSuccession(
  request: CeremonyRequest,
  oldRoot: KeyObject,
  newRoot: KeyObject,
  authority: { key: KeyObject; certificate: string },
  now: Date,
): Promise<CeremonyMaterial | { refused: 'another-root' | 'same-root' }> {
  const [old, next] = [signerFromKey(oldRoot), signerFromKey(newRoot)]
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
  if (!isRootOf(request, oldRoot)) return { refused: 'another-root' }
  if (base64(next.publicKey) === base64(old.publicKey)) return { refused: 'same-root' }
  const moment = now.toISOString()
  const succession = signRootSuccession(
    { newRoot: next.publicKey, issuedAt: moment, validFrom: moment, lastCounter: request.counter },
    old,
  )
  return holdCeremony(
    {
      ...request,
      rootPublicKey: base64(next.publicKey),
      successions: [...(request.successions ?? []), base64(succession)],
    },
    newRoot,
    authority,
    now,
  )
}

/** `root.json`, as it is published and carried: the root of today, and the way to it from the ones before. */
export function rootFile(root: { rootPublicKey: string; successions?: readonly string[] }): string {
  const { rootPublicKey, successions = [] } = root
  return `${JSON.stringify(successions.length > 0 ? { rootPublicKey, successions } : { rootPublicKey })}\n`
}
