/**
 * Entry bundles of C2SP tlog-tiles: each entry's length in two bytes, big-endian, then its exact bytes.
 */
export function encodeBundle(lines: readonly string[]): Buffer {
  return Buffer.concat(
    lines.flatMap((line) => {
      const bytes = Buffer.from(line, 'utf8')
      const length = Buffer.alloc(2)
      length.writeUInt16BE(bytes.length)
      return [length, bytes]
    }),
  )
}

/** The entries' bytes, or null when the bundle does not end where its last entry does. */
export function decodeBundle(bundle: Uint8Array): Uint8Array[] | null {
  const view = Buffer.from(bundle.buffer, bundle.byteOffset, bundle.byteLength)
  const entries: Uint8Array[] = []
  let at = 0
  while (at < view.length) {
    if (at + 2 > view.length) return null
    const end = at + 2 + view.readUInt16BE(at)
    if (end > view.length) return null
    entries.push(view.subarray(at + 2, end))
    at = end
  }
  return entries
}
