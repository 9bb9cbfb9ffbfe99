import type { webcrypto } from 'node:crypto'
import { readFileSync } from 'node:fs'
import {
  type BundleFault,
  decodeReplyBundle,
  decodeSiteBundle,
  type NoteVerifier,
  openSealed,
  type ReplyBundle,
  type SiteBundle,
} from '@sentra/journal'
import { fileToRead } from '../places.ts'
import type { Difference, Finding } from './comparison.ts'

/** On its way to the hub: what the site says, and whose signature stands under it. */
export interface OutgoingBundle {
  readonly bundle: SiteBundle
  isSignedBy(publicKey: NoteVerifier['publicKey']): boolean
}

/** On its way back; the hub's signature on it has been checked. */
export interface ReturningBundle {
  readonly reply: ReplyBundle
}

/**
 * Opens either kind of bundle with the key that lies here, the site's or the hub's.
 *
 * @throws TellPerson when there is no such file.
 */
export async function openBundle(
  file: string,
  identity: string | webcrypto.CryptoKey,
  witnesses: readonly NoteVerifier[],
): Promise<OutgoingBundle | ReturningBundle | Difference> {
  const content = await openSealed(readFileSync(fileToRead(file)), identity)
  if ('fault' in content) return { finding: findingOf[content.fault], seq: null }
  const outgoing = decodeSiteBundle(content)
  if (!('fault' in outgoing)) return outgoing
  if (outgoing.fault !== 'damaged-bundle') return { finding: findingOf[outgoing.fault], seq: null }
  const reply = decodeReplyBundle(content, witnesses)
  return 'fault' in reply ? { finding: findingOf[reply.fault], seq: null } : { reply }
}

const findingOf: Record<BundleFault | 'not-for-this-key', Finding> = {
  'not-for-this-key': 'bundle-not-for-this-key',
  'damaged-bundle': 'bundle-damaged',
  'too-large': 'bundle-damaged',
  'another-format': 'bundle-of-newer-version',
  'bad-signature': 'bundle-signature',
}
