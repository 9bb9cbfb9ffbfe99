import type { RecordReceipt } from '@sentra/contract'
import { Findings } from '../project/findings.ts'
import { writeFindings } from '../project/write-findings.ts'
import type { Transaction } from '../store/database.ts'

/**
 * Refused records keep their places in the logs and get a person's attention; nothing behind them waits. A few
 * statements for all records of all sites: a laptop with a wrong program must not hold the others up.
 */
export async function setAsideRefused(
  transaction: Transaction,
  batches: readonly { siteId: string; outcomes: readonly RecordReceipt[] }[],
  now: Date,
): Promise<void> {
  const findings = new Findings()
  for (const { siteId, outcomes } of batches) {
    for (const { seq, eventId, outcome, reason } of outcomes) {
      if (outcome !== 'refused') continue
      findings.openCase({
        kind: 'refused-record',
        site: siteId,
        eventId: eventId ?? `${siteId}/${seq}`,
        summary: `Record ${seq} was refused: ${reason ?? 'unreadable'}. It is kept as it came; append a correction at the site.`,
      })
    }
  }
  await writeFindings(transaction, findings, now)
}
