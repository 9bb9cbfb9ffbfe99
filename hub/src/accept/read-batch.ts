import type { IncomingHttpHeaders } from 'node:http'
import { invalidInput } from '../http/invalid-input.ts'
import { HttpRefusal } from '../http/refusal.ts'
import { eventsPerBatchMax, type IncomingBatch } from './accept-events.ts'

/** Reads a batch from its request: where it begins, the checkpoint in its header, the lines of its body. */
export async function readBatch(
  query: { epoch: string; from: string },
  headers: IncomingHttpHeaders,
  unpack: () => Promise<Buffer>,
): Promise<IncomingBatch> {
  const epoch = positive('epoch', query.epoch)
  const from = positive('from', query.from)
  const encoded = headers['sentra-checkpoint']
  if (typeof encoded !== 'string') throw invalidInput('sentra-checkpoint', 'missing')
  const body = await unpack()
  const lines = splitLines(body)
  if (lines.length > eventsPerBatchMax) {
    throw new HttpRefusal(413, 'batch-too-large', {
      id: `Paling banyak ${eventsPerBatchMax} catatan sekaligus. Kirim dalam beberapa bagian.`,
      en: `At most ${eventsPerBatchMax} records at a time. Send them in several parts.`,
    })
  }
  return { epoch, from, lines, checkpoint: Buffer.from(encoded, 'base64').toString('utf8'), body }
}

/** NDJSON by its bytes: a line that is no valid UTF-8 is still a leaf of the tree. */
export function splitLines(body: Buffer): Buffer[] {
  const lines: Buffer[] = []
  for (let start = 0; start < body.length; ) {
    const end = body.indexOf(0x0a, start)
    const stop = end === -1 ? body.length : end
    lines.push(body.subarray(start, stop))
    start = stop + 1
  }
  return lines
}

function positive(field: string, text: string): number {
  const value = /^[1-9]\d{0,14}$/.test(text) ? Number(text) : Number.NaN
  if (Number.isNaN(value)) throw invalidInput(field, 'not-from-one')
  return value
}
