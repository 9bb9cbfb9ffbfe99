import type { Verdict } from '@sentra/contract'

/**
 * A stack of cards, one scan after another: what a clerk has in hand when the papers taken back in
 * exchange are counted against the records. It lives in memory only, and the next stack begins empty.
 */
export interface Stack {
  readonly entries: readonly StackEntry[]
}

export interface StackEntry {
  /** The place of the paper in the stack, from 1. */
  readonly place: number
  readonly key: string
  readonly verdict: Verdict
  readonly scannedAt: string
  /** More than 1: this card came up again. A card is its number, never its text. */
  readonly times: number
}

/** Paper counters tire at a few hundred; a list that never ends would fill a cheap phone. */
export const stackMax = 5000

export const emptyStack: Stack = { entries: [] }

/** Puts a card on the stack, or counts it again when it is in there already. `full`: export, then begin anew. */
export function addToStack(
  stack: Stack,
  key: string,
  verdict: Verdict,
  scannedAt: string,
): { stack: Stack; entry: StackEntry; repeated: boolean } | 'full' {
  const known = stack.entries.find((entry) => entry.key === key)
  if (!known && stack.entries.length >= stackMax) return 'full'
  const entry = known
    ? { ...known, verdict, times: known.times + 1 }
    : { place: stack.entries.length + 1, key, verdict, scannedAt, times: 1 }
  const entries = known
    ? stack.entries.map((other) => (other.key === key ? entry : other))
    : [...stack.entries, entry]
  return { stack: { entries }, entry, repeated: known !== undefined }
}

/** What makes two papers one card: the signed number; for what is not genuine, the text itself. */
export function stackKey(verdict: Verdict, text: string): string {
  return serialOf(verdict) ?? `text ${text}`
}

/** The number by which records know the card; null when nothing on the paper can be believed. */
export function serialOf({ card }: Verdict): string | null {
  if (!card) return null
  return card.kind === 'local' ? card.serial : card.certificateId
}

export interface StackCounts {
  readonly cards: number
  readonly repeated: number
  readonly byKind: Readonly<Record<Verdict['kind'], number>>
}

export function countStack({ entries }: Stack): StackCounts {
  const byKind = { ...none }
  for (const { verdict } of entries) byKind[verdict.kind] += 1
  const scans = entries.reduce((sum, { times }) => sum + times, 0)
  return { cards: entries.length, repeated: scans - entries.length, byKind }
}

const none: Record<Verdict['kind'], number> = {
  exchanged: 0,
  withdrawn: 0,
  expired: 0,
  suspended: 0,
  'valid-local': 0,
  'valid-national': 0,
  'not-genuine': 0,
}
