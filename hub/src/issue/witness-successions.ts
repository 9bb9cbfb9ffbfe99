import { type NoteSigner, signSuccession, vkeyOf } from '@sentra/journal'
import type { KeyGeneration } from './key-dates.ts'

/** Receipts of a relieved witness count so long: a site that is offline for a month after it still believes them. */
export const witnessOverlapDays = 30
/** A witness that was relieved at once has leaked: its word counts for one day more, for clocks that are behind. */
const leakedOverlapDays = 1

/**
 * How each witness names the one after it, the oldest first, from the moment that one was announced. Sites that know
 * any of them learn the newest without anybody going there. The same at each start: a note is signed as of then.
 */
export function successionsOf(witnesses: readonly NoteSigner[], dates: readonly KeyGeneration[]): string[] {
  return witnesses.slice(1).flatMap((next, index) => {
    const { announcedAt, signsFrom } = dates[index + 1]!
    if (announcedAt === null || signsFrom === null) return []
    const days = announcedAt === signsFrom ? leakedOverlapDays : witnessOverlapDays
    const formerUntil = new Date(Date.parse(signsFrom) + days * 86_400_000).toISOString()
    return [
      signSuccession(witnesses[index]!, { key: vkeyOf(next), signsFrom, formerUntil }, new Date(announcedAt)),
    ]
  })
}
