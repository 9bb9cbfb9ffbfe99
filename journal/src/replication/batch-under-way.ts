import type { BatchReceipt, BatchRefusal } from '@sentra/contract'
import type { StoredLine } from '../store/event-table.ts'
import { HubLinkError } from './hub-link.ts'
import { batchBytesMax } from './wire.ts'

/** A batch that was sent and not looked after yet. Its answer never rejects: it is read in its turn. */
export interface UnderWay {
  readonly from: number
  readonly to: number
  /** Whether another one was under way when it was sent: then it may arrive first. */
  readonly behindAnother: boolean
  /** It came back without a receipt: nothing behind it is worth sending before that is understood. */
  stuck: boolean
  readonly answer: Promise<{ receipt: BatchReceipt | BatchRefusal; ms: number } | { failed: unknown }>
}

/** The hub was there and did not take it: nothing is unknown. */
export function isFullHub(settled: Awaited<UnderWay['answer']>): boolean {
  return 'failed' in settled && settled.failed instanceof HubLinkError && settled.failed.kind === 'overloaded'
}

/** The first lines that one request carries; at least one, however long. */
export function withinBytes(lines: readonly StoredLine[]): readonly StoredLine[] {
  let bytes = 0
  const end = lines.findIndex(({ line }, index) => {
    bytes += Buffer.byteLength(line, 'utf8') + 1
    return index > 0 && bytes > batchBytesMax
  })
  return end === -1 ? lines : lines.slice(0, end)
}
