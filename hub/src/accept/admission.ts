/** What a request carries: figures of now; the last minutes of a clinic; the days of an outage. */
export type Lane = 'tally' | 'live' | 'backlog'

/**
 * Bounds the work in flight, so that a full hub answers "later" at once instead of falling.
 *
 * Counted in events, because those cost time: what is inside at the speed of this machine is done in part of a second.
 * Counted in bytes as they will lie in memory, announced before a body is read. By site, because one site with a
 * week's backlog must not hold the door shut for the others; by lane, because a backlog waits better than a dose of
 * this minute. A tally is under a kilobyte and always has a place: stale stock figures cost a district its next
 * allocation.
 */
export type Admission = {
  /** A function to call when the work is done; or the seconds to stay away, and whether it is the site's own doing. */
  enter(
    siteId: string,
    bytes: number,
    request?: { lane?: Lane; packed?: boolean },
  ): { leave: () => void } | { retryAfterSeconds: number; ownShare?: boolean }
  inFlight(): { batches: number; bytes: number; events?: number }
}

export const eventsMax = 8_000
export const batchesMax = 512
/** Unpacked, as they lie in memory. */
export const bytesMax = 48 * 1024 * 1024
/** One being committed, two behind it: as many as a site has on its way. */
export const batchesPerSiteMax = 3
/** Of all room, a site or the backlogs together have no more than this part. */
const siteShare = 0.6
const backlogShare = 0.75

/** A line of a usual event, and how often it is smaller on its way. */
const lineBytes = 600
const packedTimes = 6
/** No batch holds more; the sender's bytes say no more than this. */
const eventsOfBatchMax = 2_000

/** What is live and inside is done in so long, at the speed of the last second: who comes later is told "later" at once. */
const doneWithinSeconds = 0.2
const windowMilliseconds = 250
/** As long as nothing was measured: a usual machine's part of a second. */
const roomAtFirst = 2_400
/** However slow the machine: enough for a group of everybody's live events. */
const eventsLeast = 1_000
/** A backlog is overtaken by what is live, so it may stand in line for longer. */
const backlogRooms = 2

/**
 * With `now`, milliseconds of a steady clock, it learns how fast this machine is while it is busy, and takes in no
 * more than is done soon. Without, the room is fixed.
 */
export function openAdmission({ now }: { now?: () => number } = {}): Admission {
  let room = now ? roomAtFirst : eventsMax
  let window = { since: now?.() ?? 0, events: 0, refused: false }
  /**
   * Full for a window: then what was done in it is what can be done. Not full: what was measured is forgotten by and
   * by, because nobody knows how fast the machine is now, and an empty hall tells nothing about the doors.
   */
  const learn = (done: number) => {
    if (!now) return
    window.events += done
    const seconds = (now() - window.since) / 1000
    if (seconds * 1000 < windowMilliseconds) return
    const measured = (window.events / seconds) * doneWithinSeconds
    room = window.refused && seconds < 2 ? (2 * room + measured) / 3 : room + (roomAtFirst - room) / 10
    room = Math.min(eventsMax, Math.max(eventsLeast, room))
    window = { since: now(), events: 0, refused: false }
  }
  /** Live waits for what is live only; a backlog waits for everybody. */
  const hasRoom = (lane: Lane, events: number) =>
    lane === 'backlog'
      ? total.events + events <= backlogRooms * room
      : total.events - backlog.events + events <= room
  const bySite = new Map<string, Load>()
  const total = noLoad()
  const backlog = noLoad()
  return {
    enter: (siteId, announced, { lane = 'backlog', packed = false } = {}) => {
      const bytes = announced * (packed ? packedTimes : 1)
      const load = {
        batches: 1,
        bytes,
        events: Math.min(eventsOfBatchMax, Math.max(1, Math.ceil(bytes / lineBytes))),
      }
      const own = bySite.get(siteId) ?? noLoad()
      const isFirst = own.batches === 0
      if (own.batches >= batchesPerSiteMax || (!isFirst && !fits(own, load, siteShare)))
        return { retryAfterSeconds: 1, ownShare: true }
      const full =
        !fits(total, load, 1) ||
        (now !== undefined && !hasRoom(lane, load.events)) ||
        (lane === 'backlog' && !fits(backlog, load, backlogShare))
      // An empty hub takes whatever a request may be.
      if (full && total.batches > 0) {
        window.refused = true
        learn(0)
        // Longer when fuller; the client adds its own jitter.
        const fullness = Math.max(total.events / eventsMax, total.batches / batchesMax)
        return { retryAfterSeconds: 2 + Math.ceil(3 * Math.min(1, fullness)) }
      }
      const held = lane === 'backlog' ? [own, total, backlog] : [own, total]
      for (const each of held) add(each, load, 1)
      bySite.set(siteId, own)
      let inside = true
      return {
        leave: () => {
          if (!inside) return
          inside = false
          for (const each of held) add(each, load, -1)
          if (own.batches === 0) bySite.delete(siteId)
          learn(load.events)
        },
      }
    },
    inFlight: () => ({ ...total }),
  }
}

type Load = { batches: number; bytes: number; events: number }

const noLoad = (): Load => ({ batches: 0, bytes: 0, events: 0 })

function fits(have: Load, more: Load, share: number): boolean {
  return (
    have.batches + more.batches <= batchesMax * share &&
    have.bytes + more.bytes <= bytesMax * share &&
    have.events + more.events <= eventsMax * share
  )
}

function add(to: Load, load: Load, sign: 1 | -1): void {
  to.batches += sign * load.batches
  to.bytes += sign * load.bytes
  to.events += sign * load.events
}
