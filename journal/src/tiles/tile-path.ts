/** A tile holds 256 hashes, an entry bundle 256 entries (C2SP tlog-tiles). */
export const tileWidth = 256

/**
 * Where a hash tile lies: `tile/0/x001/x234/067`, and `.p/112` behind it while only 112 of its hashes exist.
 * Level 0 are the leaves; a hash of level n + 1 is the root of a full tile of level n.
 */
export function hashTilePath(level: number, index: number, width: number): string {
  return `tile/${level}/${tileName(index)}${partial(width)}`
}

/** Where a bundle of entries lies; it stands beside the level 0 tile of the same number. */
export function entryBundlePath(index: number, width: number): string {
  return `tile/entries/${tileName(index)}${partial(width)}`
}

/** Three digits a folder, and an `x` before all but the last. */
function tileName(index: number): string {
  const groups = [String(index % 1000).padStart(3, '0')]
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    groups.unshift(`x${String(rest % 1000).padStart(3, '0')}`)
  }
  return groups.join('/')
}

function partial(width: number): string {
  return width === tileWidth ? '' : `.p/${width}`
}

/** How many hashes or entries tile `index` of a row of `count` has: 256, fewer at the right edge, none behind it. */
export function widthOf(index: number, count: number): number {
  return Math.max(0, Math.min(tileWidth, count - index * tileWidth))
}
