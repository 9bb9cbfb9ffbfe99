/** Out of view that long, and the same card held up again counts as a second scan. */
const awayMs = 1500

/**
 * A camera that goes on looking sees one card in many pictures. Tells the first of them from the rest:
 * true when this text was just put before the camera.
 */
export function newShowings(): (text: string, at: number) => boolean {
  let last = ''
  let lastAt = Number.NEGATIVE_INFINITY
  return (text, at) => {
    const shown = text !== last || at - lastAt > awayMs
    last = text
    lastAt = at
    return shown
  }
}
