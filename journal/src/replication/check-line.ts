import type { JournalEvent } from '@sentra/contract'
import { parseEventLine } from '../event/event-line.ts'
import { type Hash, leafHash } from '../merkle/hash.ts'

/** What a line says of itself, whatever stands before it: found before the log is locked, and in small steps. */
export interface CheckedLine {
  readonly leafHash: Hash
  /** As text. Where the bytes were no text, a replacement that the leaf does not belong to. */
  readonly line: string
  /** Null where the line is no event. Its data is left where it is, in the line. */
  readonly event: EventName | null
  /** Why it is to be refused, without any personal value in it; null: it is a proper event. */
  readonly reason: string | null
}

export type EventName = Pick<JournalEvent, 'site' | 'epoch' | 'seq' | 'eventId' | 'type'>

/** Hashes a line, reads it and asks whether its data is what its type says. */
export function checkLine(
  raw: Uint8Array | string,
  validate: (event: JournalEvent) => string | null,
): CheckedLine {
  const leaf = leafHash(raw)
  const line = typeof raw === 'string' ? raw : decode(raw)
  if (line === undefined || line.includes('\0')) {
    const text = Buffer.from(raw as Uint8Array).toString('utf8')
    return { leafHash: leaf, line: text.replaceAll('\0', '\uFFFD'), event: null, reason: 'not-text' }
  }
  const read = parseEventLine(line)
  if ('fault' in read) return { leafHash: leaf, line, event: null, reason: read.fault }
  const { site, epoch, seq, eventId, type } = read
  return { leafHash: leaf, line, event: { site, epoch, seq, eventId, type }, reason: validate(read) }
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return strictUtf8.decode(bytes)
  } catch {
    return undefined
  }
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
