import { type Static, Type } from 'typebox'
import { DeviceId, SiteId, StaffId } from '../values/ids.ts'
import { Instant } from '../values/time.ts'

/** `card.issued`, `stock.dose-drawn`: noun, dot, fact in the past tense. */
export const EventTypeName = Type.String({ pattern: '^[a-z][a-z0-9-]*(\\.[a-z0-9-]+)+$', maxLength: 64 })

/**
 * The envelope of every fact. It is stored and sent as the exact UTF-8 bytes of one JSON line, and its
 * Merkle leaf is the hash of those bytes, so nobody may parse it and write it anew.
 * Fields and types this version does not know are kept and handed on.
 */
export const JournalEvent = Type.Object(
  {
    site: SiteId,
    /** Changes on restore, promotion of a standby and re-enrolment: another log, another promise. */
    epoch: Type.Integer({ minimum: 1 }),
    /** Contiguous from 1. The order of facts; clocks are not. */
    seq: Type.Integer({ minimum: 1 }),
    /** UUIDv7 chosen by the station, the same as its command's: a repeat answers as the first did. */
    eventId: Type.String({
      pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$',
    }),
    type: EventTypeName,
    /** When it happened, by the station. */
    occurredAt: Instant,
    /** When the site wrote it down, by the site. */
    recordedAt: Instant,
    actor: StaffId,
    device: DeviceId,
    data: Type.Unknown(),
  },
  { description: 'One fact in the journal of a site' },
)
export type JournalEvent = Static<typeof JournalEvent>
