import type { Static, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { BatchReceipt, BatchRefusal } from './batch-receipt.ts'
import { FeedPage } from './feed-entry.ts'
import { JournalEvent } from './journal-event.ts'
import { JournalHead } from './journal-head.ts'
import { Tally } from './tally.ts'

export const isJournalEvent = validator(JournalEvent)
export const isJournalHead = validator(JournalHead)
export const isBatchReceipt = validator(BatchReceipt)
export const isBatchRefusal = validator(BatchRefusal)
export const isFeedPage = validator(FeedPage)
export const isTally = validator(Tally)

/** Compiled on first use: a card desk that never reads a tally does not pay for it at start. */
function validator<T extends TSchema>(schema: T): (value: unknown) => value is Static<T> {
  let check: ((value: unknown) => boolean) | undefined
  return (value): value is Static<T> => {
    if (check === undefined) {
      const compiled = Compile(schema)
      check = (each) => compiled.Check(each)
    }
    return check(value)
  }
}
