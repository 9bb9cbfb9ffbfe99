import type { Admission, Lane } from '../accept/admission.ts'

type NoPlace = Extract<ReturnType<Admission['enter']>, { retryAfterSeconds: number }>
export type Arrival = {
  /** The body is here: undefined, or why it cannot be looked at now. */
  arrived(): NoPlace | undefined
  /** The request is over, answered or not. */
  leave(): void
}

/** A body that has not come by then is on a bad line, or is never to come. */
const slowAfterMilliseconds = 250
/** Bodies under way without a place, and what they have announced: more than that, and the oldest is cut off. */
const slowMax = 64
const slowBytesMax = 32 * 1024 * 1024

/**
 * Who sends a byte at a time holds nobody up.
 *
 * A place is taken before the body is read, so that a full hub costs a sender nothing. When somebody else finds no
 * place, those whose bodies are slow lend theirs: they go on sending, and ask again when all has come. Their number
 * and their bytes are bounded too.
 *
 * `cut` ends a connection that has waited the longest when even the slow ones are too many; its site keeps its log and
 * comes back.
 */
export function openArrivingBodies(admission: Admission, now: () => number = () => performance.now()) {
  /** In the order of their coming: the first one has been at it the longest. */
  const coming = new Set<Coming>()
  const slow = new Set<Coming>()
  let slowBytes = 0
  const forget = (each: Coming) => {
    coming.delete(each)
    if (slow.delete(each)) slowBytes -= each.bytes
  }
  const lend = (each: Coming) => {
    each.leave()
    coming.delete(each)
    slow.add(each)
    slowBytes += each.bytes
    while (slow.size > slowMax || slowBytes > slowBytesMax) {
      const [longest] = slow
      forget(longest!)
      longest!.cut()
    }
  }
  /** The slow ones make room one after the other, until there is some; of the same site only, when its share is used up. */
  const enter = (site: string, bytes: number, request: { lane?: Lane; packed?: boolean }) => {
    let place = admission.enter(site, bytes, request)
    for (const each of coming) {
      if ('leave' in place || now() - each.since < slowAfterMilliseconds) break
      if (place.ownShare && each.site !== site) continue
      lend(each)
      place = admission.enter(site, bytes, request)
    }
    return place
  }
  return {
    enter: (
      site: string,
      bytes: number,
      request: { lane?: Lane; packed?: boolean },
      cut: () => void,
    ): Arrival | NoPlace => {
      const first = enter(site, bytes, request)
      if (!('leave' in first)) return first
      let over = false
      const each: Coming = { site, bytes, since: now(), leave: first.leave, cut }
      coming.add(each)
      return {
        arrived: () => {
          const hasPlace = coming.has(each)
          forget(each)
          if (hasPlace || over) return undefined
          const place = enter(site, bytes, request)
          if (!('leave' in place)) return place
          each.leave = place.leave
          return undefined
        },
        leave: () => {
          over = true
          forget(each)
          each.leave()
        },
      }
    },
    /** Bodies under way, and those among them that hold no place. */
    count: () => ({ coming: coming.size + slow.size, slow: slow.size }),
  }
}

type Coming = { site: string; bytes: number; since: number; leave: () => void; cut: () => void }
