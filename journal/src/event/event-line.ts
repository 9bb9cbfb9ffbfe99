import { isJournalEvent, type JournalEvent } from '@sentra/contract'

/**
 * An event as one line: the exact bytes that are stored, hashed, sent and hashed again.
 * They are written once, here, and from then on only copied.
 */

/**
 * The longest line taken, in UTF-8 bytes: what two bytes of length can say in an entry bundle (C2SP tlog-tiles).
 * The largest real event, a campaign plan, is under 8 KB.
 */
export const lineBytesMax = 65_535

/**
 * Writes the line, without the newline; the fields stand in the order of the envelope. Gives back the event as
 * a reader of the line will see it, so that a view built now and a view rebuilt in a year see the same.
 * Throws InvalidEventError when it does not fit the envelope: the caller, not a person, got something wrong.
 */
export function encodeEventLine(draft: JournalEvent): { line: string; event: JournalEvent } {
  const { site, epoch, seq, eventId, type, occurredAt, recordedAt, actor, device, data } = draft
  const line = JSON.stringify({
    site,
    epoch,
    seq,
    eventId,
    type,
    occurredAt,
    recordedAt,
    actor,
    device,
    data,
  })
  const event = parseEventLine(line)
  if ('fault' in event)
    throw new InvalidEventError(`a ${type} event does not fit the envelope: ${event.fault}`)
  return { line, event }
}

/** Reads a line, or says by name why it is no event. Unknown fields are kept. */
export function parseEventLine(
  line: string,
): JournalEvent | { fault: 'not-json' | 'not-an-event' | 'too-long' } {
  if (Buffer.byteLength(line, 'utf8') > lineBytesMax) return { fault: 'too-long' }
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return { fault: 'not-json' }
  }
  return isJournalEvent(value) ? value : { fault: 'not-an-event' }
}

export class InvalidEventError extends Error {
  override name = 'InvalidEventError'
}
