export interface Size {
  readonly width: number
  readonly height: number
}

/** Most cards are read at this size, and a cheap phone needs a second for four times as much. */
const firstMax = 1600
/** Twice as large, but no more than this: smoothed between the pixels, noise no longer looks like modules. */
const secondMax = 2400
/** A card small in a large photo keeps its modules only here. */
const thirdMax = 4000

/**
 * The sizes at which to look at a picture, in order. Of 240 simulated bad photos the first look reads
 * 198, and the second 30 of the others: low light and noise, mostly.
 */
export function looksAt({ width, height }: Size): Size[] {
  const longest = Math.max(width, height)
  const sides = [
    Math.min(longest, firstMax),
    Math.min(longest * 2, secondMax),
    ...(longest > secondMax ? [Math.min(longest, thirdMax)] : []),
  ]
  return sides.map((side) => ({
    width: Math.max(1, Math.round((width * side) / longest)),
    height: Math.max(1, Math.round((height * side) / longest)),
  }))
}
