import type { RecordReceipt } from '@sentra/contract'
import { openCase } from '../project/projection.ts'
import type { Transaction } from '../store/database.ts'

/** A refused record keeps its place in the log and gets a person's attention; nothing behind it waits. */
export async function setAsideRefused(
  transaction: Transaction,
  siteId: string,
  outcomes: readonly RecordReceipt[],
  now: Date,
): Promise<void> {
  for (const { seq, eventId, outcome, reason } of outcomes) {
    if (outcome !== 'refused') continue
    await openCase(
      { transaction, now },
      {
        kind: 'refused-record',
        site: siteId,
        eventId: eventId ?? `${siteId}/${seq}`,
        summary: `Record ${seq} was refused: ${reason ?? 'unreadable'}. It is kept as it came; append a correction at the site.`,
      },
    )
  }
}
