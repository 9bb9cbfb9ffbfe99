import { parseEventLine } from '../event/event-line.ts'
import { appendLeaf, emptyFrontier, type Frontier, frontierRoot } from '../merkle/frontier.ts'
import { type Hash, leafHash, sameHash } from '../merkle/hash.ts'
import { frontierAt } from '../merkle/subtree.ts'
import type { EventTable } from './event-table.ts'
import { JournalCorruptError } from './journal-errors.ts'

/** What an audit found. `firstBadSeq` is null when every event is well but the tree's edge is not. */
export type JournalAudit =
  | { readonly sound: true; readonly size: number; readonly root: Hash }
  | { readonly sound: false; readonly firstBadSeq: number | null; readonly reason: AuditFinding }

export type AuditFinding =
  | 'event-missing'
  | 'text-changed'
  | 'not-an-event'
  | 'wrong-place'
  | 'identity-changed'
  | 'tree-edge-changed'
  | 'kept-subtree-changed'
  | 'receipt-contradicts'

/**
 * Recomputes everything from the first event: every leaf from its text, every kept subtree, the tree's edge, and
 * the root that the hub's receipt was given for. Whoever edits an event and mends its hash, the edge and the
 * subtrees too, still meets the hub's signature.
 */
export function auditJournal(
  table: EventTable,
  site: string,
  receipt: { readonly size: number; readonly root: Hash } | null,
): JournalAudit {
  let frontier: Frontier = emptyFrontier
  const bad = (firstBadSeq: number | null, reason: AuditFinding): JournalAudit => ({
    sound: false,
    firstBadSeq,
    reason,
  })
  for (const stored of table.uncheckedLines()) {
    const seq = frontier.size + 1
    if (stored.seq !== seq) return bad(seq, 'event-missing')
    const leaf = leafHash(stored.line)
    if (!sameHash(leaf, stored.leafHash)) return bad(seq, 'text-changed')
    const event = parseEventLine(stored.line)
    if ('fault' in event) return bad(seq, 'not-an-event')
    if (event.seq !== seq || event.site !== site) return bad(seq, 'wrong-place')
    // The column is unique; the text must say the same.
    if (event.eventId !== stored.eventId) return bad(seq, 'identity-changed')
    let subtreeChanged = false
    frontier = appendLeaf(frontier, leaf, ({ level, index, hash }) => {
      const kept = level > 0 ? table.subtree(level, index) : undefined
      if (kept !== undefined && !sameHash(kept, hash)) subtreeChanged = true
    })
    if (subtreeChanged) return bad(null, 'kept-subtree-changed')
    if (receipt?.size === seq && !sameHash(frontierRoot(frontier), receipt.root))
      return bad(null, 'receipt-contradicts')
  }
  if (receipt !== null && receipt.size > frontier.size) return bad(frontier.size + 1, 'receipt-contradicts')
  const edge = table.storedFrontier()
  if (edge.size > frontier.size) return bad(frontier.size + 1, 'event-missing')
  if (!sameFrontier(edge, frontier)) return bad(null, 'tree-edge-changed')
  return { sound: true, size: frontier.size, root: frontierRoot(frontier) }
}

/**
 * The quick look at every opening: the last 256 events at most are hashed again, and the edge must be what
 * they and the kept subtrees make. Its cost does not grow with the log. Throws JournalCorruptError.
 */
export function checkTail(table: EventTable): Frontier {
  const stored = table.storedFrontier()
  const last = table.lastSeq()
  if (last !== stored.size) {
    throw new JournalCorruptError(
      Math.min(last, stored.size) + 1,
      `${last} events for a tree of ${stored.size}`,
    )
  }
  table.lines(Math.max(1, stored.size - 255), 256)
  const computed = frontierAt(table, stored.size)
  if (!sameFrontier(stored, computed))
    throw new JournalCorruptError(null, 'the tree edge does not follow from the events')
  return stored
}

function sameFrontier(left: Frontier, right: Frontier): boolean {
  return left.size === right.size && left.hashes.every((hash, index) => sameHash(hash, right.hashes[index]!))
}
