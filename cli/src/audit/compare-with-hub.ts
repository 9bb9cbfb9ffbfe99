import {
  appendLeaves,
  emptyFrontier,
  frontierRoot,
  type Hash,
  type NoteVerifier,
  openCheckpoint,
  openReceipt,
  sameHash,
} from '@sentra/journal'
import type { Comparison, Difference } from './comparison.ts'

/** A log as an audit found it, sound in itself: the hashes of its events and the receipt beside them. */
export interface AuditedLog {
  readonly site: string
  readonly epoch: number
  /** Of the key that signs this log's checkpoints. */
  readonly verifier: NoteVerifier
  readonly leaves: readonly Hash[]
  /** The hub's receipt that lies with the log. */
  readonly receipt: string | null
}

/** What a hub has of one log: where it says it stands, what it signed, and its own copy of the events, hashed again. */
export interface HubCopy {
  readonly epoch: number
  readonly size: number
  readonly root: Hash
  readonly receipt: string | null
  readonly leaves: readonly Hash[]
}

/**
 * Compares a log with a hub's copy of it, event by event, and says which of the two cannot be right.
 *
 * The hub is asked first whether it agrees with itself: its copy must make the root that the site's key and its own
 * have signed. Only then is a difference the log's: the site itself once signed what the hub shows.
 */
export function compareWithHub(
  log: AuditedLog,
  hub: HubCopy,
  witnesses: readonly NoteVerifier[],
): Comparison | Difference {
  if (hub.epoch !== log.epoch) return { finding: 'another-epoch', seq: null }
  const receipted = receiptedSize(log, witnesses)
  if (receipted === null) return { finding: 'log-changed', seq: null }
  const differs = firstDifference(log.leaves, hub.leaves)
  const fault = faultOfHub(hub, log.verifier, witnesses)
  if (fault !== null)
    return { finding: fault, seq: hub.leaves.length < hub.size ? hub.leaves.length + 1 : differs }
  if (differs !== null)
    return { finding: differs <= receipted ? 'hub-signed-two-histories' : 'log-changed', seq: differs }
  if (hub.size > log.leaves.length) return { finding: 'log-cut', seq: log.leaves.length + 1 }
  if (hub.size < receipted) return { finding: 'hub-went-back', seq: hub.size + 1 }
  return { same: hub.size, onlyHere: log.leaves.length - hub.size }
}

/**
 * How many events of this log the hub has vouched for, by the receipt beside it; 0 without one that both have signed, and
 * null when it is of another history.
 */
function receiptedSize(log: AuditedLog, witnesses: readonly NoteVerifier[]): number | null {
  const receipt = log.receipt === null ? null : openReceipt(log.receipt, log.verifier, witnesses)
  if (receipt === null || 'fault' in receipt) return 0
  const { size, root } = receipt
  return size <= log.leaves.length && sameHash(rootOf(log.leaves.slice(0, size)), root) ? size : null
}

/** Null when the copy makes the root that the hub names, and both the log's key and the hub's have signed that root. */
export function faultOfHub(
  hub: HubCopy,
  verifier: NoteVerifier,
  witnesses: readonly NoteVerifier[],
): 'hub-contradicts-itself' | 'another-hub-key' | null {
  const wrong = 'hub-contradicts-itself'
  if (hub.leaves.length !== hub.size || !sameHash(rootOf(hub.leaves), hub.root)) return wrong
  if (hub.receipt === null) return hub.size === 0 ? null : wrong
  const signed = openCheckpoint(hub.receipt, verifier)
  if ('fault' in signed || signed.size !== hub.size || !sameHash(signed.root, hub.root)) return wrong
  const receipt = openReceipt(hub.receipt, verifier, witnesses)
  if (!('fault' in receipt)) return null
  return receipt.fault === 'no-known-signature' ? 'another-hub-key' : wrong
}

/** The seq of the first event that both have and that is not the same; `from` is the seq of the first of `those`. */
export function firstDifference(these: readonly Hash[], those: readonly Hash[], from = 1): number | null {
  const at = those.findIndex((leaf, index) => {
    const mine = these[from - 1 + index]
    return mine !== undefined && !sameHash(mine, leaf)
  })
  return at === -1 ? null : from + at
}

export const rootOf = (leaves: readonly Hash[]): Hash => frontierRoot(appendLeaves(emptyFrontier, leaves))
