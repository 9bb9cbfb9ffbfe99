/**
 * A hand scanner is a keyboard that types very fast and ends with Enter. This tells its burst from
 * a person's typing, by the pace and by the beginning (`ST1:` a ticket, `HC1:` a card).
 * Time comes in with each key, so the rule is tested without waiting.
 */
export interface ScanBurst {
  /** Feeds one key. Answers the scanned text when this Enter ended a burst, else null. */
  key(key: string, at: number): string | null
  /** True while the keys so far look like a scanner at work: such keys belong to nobody else. */
  readonly scanning: boolean
}

/** Slower than this between two keys is a person: scanners send one every 1-30 ms. */
export const keyGapMsMax = 80
/** A card's QR holds at most some 1,500 characters; anything longer is a stuck key. */
export const scanLengthMax = 4000

export function scanBurst(prefixes: readonly string[] = ['ST1:', 'HC1:']): ScanBurst {
  let text = ''
  let lastAt = Number.NEGATIVE_INFINITY
  const begins = () => prefixes.some((prefix) => text.startsWith(prefix))
  return {
    key(key, at) {
      if (at - lastAt > keyGapMsMax || text.length > scanLengthMax) text = ''
      lastAt = at
      if (key === 'Enter') {
        const scanned = begins() ? text : null
        text = ''
        return scanned
      }
      if (key.length === 1) text += key
      return null
    },
    get scanning() {
      return begins()
    },
  }
}
