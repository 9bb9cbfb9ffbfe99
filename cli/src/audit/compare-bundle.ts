import {
  appendLeaves,
  emptyFrontier,
  frontierRoot,
  type Hash,
  leafHash,
  type NoteVerifier,
  openCheckpoint,
  openReceipt,
  type ReplyBundle,
  type SiteBundle,
  sameHash,
} from '@sentra/journal'
import { type AuditedLog, firstDifference, rootOf } from './compare-with-hub.ts'
import type { Comparison, Difference, Finding } from './comparison.ts'
import type { OutgoingBundle } from './open-bundle.ts'

/** What a bundle is held against: a site's own log, or the copy of it at the hub, which may lag behind. */
export interface Reference extends Pick<AuditedLog, 'site' | 'epoch' | 'verifier' | 'leaves'> {
  readonly is: 'log' | 'hub'
}

/**
 * Compares a bundle on its way to the hub with a log: its origin, its signature, each line with the event of the same
 * number, and each checkpoint with the root that follows.
 */
export function compareBundle(
  { bundle, isSignedBy }: OutgoingBundle,
  reference: Reference,
): Comparison | Difference {
  const origin = originFinding(bundle, reference)
  if (origin !== null) return { finding: origin, seq: null }
  if (!isSignedBy(reference.verifier.publicKey)) return { finding: 'bundle-signature', seq: null }
  const { leaves: known, is } = reference
  const from = bundle.batches[0]?.from ?? known.length + 1
  const leaves = bundle.batches.flatMap(({ lines }) => lines.map((line) => leafHash(line)))
  const another: Finding = is === 'log' ? 'log-changed' : 'site-signed-two-histories'
  const differs = firstDifference(known, leaves, from)
  if (differs !== null) return { finding: another, seq: differs }
  // A bundle begins behind what the hub had vouched for.
  if (from > known.length + 1)
    return { finding: is === 'log' ? 'log-cut' : 'hub-went-back', seq: known.length + 1 }
  const end = from - 1 + leaves.length
  if (is === 'log' && end > known.length) return { finding: 'log-cut', seq: known.length + 1 }
  const checkpoints = checkCheckpoints(bundle, known.slice(0, from - 1), reference.verifier)
  // The lines are the same, so what lies before them is not.
  if (checkpoints === 'other-root') return { finding: another, seq: null }
  if (checkpoints !== 'hold') return { finding: 'bundle-checkpoint', seq: null }
  const same = Math.max(0, Math.min(end, known.length) - (from - 1))
  return { same, onlyHere: leaves.length - same }
}

/** Compares what the hub sent back with the log: each receipt, and where the hub says it stood. */
export function compareReply(
  reply: ReplyBundle,
  log: Reference,
  witnesses: readonly NoteVerifier[],
): Comparison | Difference {
  const origin = originFinding(reply, log)
  if (origin !== null) return { finding: origin, seq: null }
  const { head } = reply
  const claims: { size: number; root: Hash }[] =
    head.epoch === log.epoch ? [{ size: head.size, root: Buffer.from(head.root, 'base64') }] : []
  for (const answer of reply.answers) {
    if (!('receipt' in answer)) continue
    const receipt = openReceipt(answer.receipt, log.verifier, witnesses)
    if ('fault' in receipt) return { finding: 'bundle-checkpoint', seq: null }
    claims.push(receipt)
  }
  const more = claims.find(({ size }) => size > log.leaves.length)
  if (more !== undefined) return { finding: 'log-cut', seq: log.leaves.length + 1 }
  const other = claims.find(({ size, root }) => !sameHash(rootOf(log.leaves.slice(0, size)), root))
  if (other !== undefined) return { finding: 'log-changed', seq: null }
  const same = Math.max(0, ...claims.map(({ size }) => size))
  return { same, onlyHere: log.leaves.length - same }
}

function originFinding(
  { site, epoch }: Pick<SiteBundle, 'site' | 'epoch'>,
  reference: Reference,
): Finding | null {
  if (site !== reference.site) return 'bundle-of-another-site'
  return epoch === reference.epoch ? null : 'another-epoch'
}

/** Whether each batch follows the one before, under a checkpoint that is signed and of the events up to its end. */
function checkCheckpoints(
  { batches }: SiteBundle,
  before: readonly Hash[],
  verifier: NoteVerifier,
): 'hold' | 'not-signed' | 'other-root' {
  let frontier = appendLeaves(emptyFrontier, before)
  for (const { from, lines, checkpoint: note } of batches) {
    if (from !== frontier.size + 1) return 'not-signed'
    frontier = appendLeaves(
      frontier,
      lines.map((line) => leafHash(line)),
    )
    const checkpoint = openCheckpoint(note, verifier)
    if ('fault' in checkpoint || checkpoint.size !== frontier.size) return 'not-signed'
    if (!sameHash(checkpoint.root, frontierRoot(frontier))) return 'other-root'
  }
  return 'hold'
}
