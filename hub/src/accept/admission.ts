/**
 * Bounds the work in flight, so that a full hub answers "later" at once instead of falling.
 *
 * Counted in bytes announced, because a batch costs by its size; and by site, because one site with a
 * week's backlog must not hold the door shut for the others. A tally is under a kilobyte and always
 * has a place: stale stock figures cost a district its next allocation.
 */
export type Admission = {
  /** A function to call when the work is done, or the seconds to stay away. */
  enter(siteId: string, bytes: number): { leave: () => void } | { retryAfterSeconds: number }
  inFlight(): { batches: number; bytes: number }
}

/** 24 batches of 1,000 events at 500 bytes, compressed three times over, stay far below 32 MB. */
export const batchesMax = 24
export const bytesMax = 32 * 1024 * 1024
/** One being committed, one behind it: a third from the same site would only wait for the same row. */
export const batchesPerSiteMax = 2

export function openAdmission(): Admission {
  const bySite = new Map<string, number>()
  let batches = 0
  let bytes = 0
  return {
    enter: (siteId, announced) => {
      const ofSite = bySite.get(siteId) ?? 0
      if (ofSite >= batchesPerSiteMax) return { retryAfterSeconds: 1 }
      if (batches >= batchesMax || bytes + announced > bytesMax) {
        // Longer when fuller; the client adds its own jitter.
        return { retryAfterSeconds: 2 + Math.ceil((3 * batches) / batchesMax) }
      }
      bySite.set(siteId, ofSite + 1)
      batches += 1
      bytes += announced
      let inside = true
      return {
        leave: () => {
          if (!inside) return
          inside = false
          batches -= 1
          bytes -= announced
          const left = (bySite.get(siteId) ?? 1) - 1
          if (left > 0) bySite.set(siteId, left)
          else bySite.delete(siteId)
        },
      }
    },
    inFlight: () => ({ batches, bytes }),
  }
}
