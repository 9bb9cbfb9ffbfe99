/**
 * Leaves only the darkest part of a picture as ink: what lies below `part` of the way from its black to its
 * white. A pencil stroke or a thumb is grey, and a printed
 * module is not; by what lies around it, it would be taken for one. Changes the picture in place.
 */
export function leaveDarkest({ data }: Pick<ImageData, 'data'>, part: number): void {
  const counts = new Uint32Array(256)
  for (let index = 0; index < data.length; index += 4) {
    const light = lightOf(data, index)
    counts[light] = counts[light]! + 1
  }
  const black = shareOf(counts, 0.05)
  const limit = black + (shareOf(counts, 0.9) - black) * part
  for (let index = 0; index < data.length; index += 4) {
    const value = lightOf(data, index) < limit ? 0 : 255
    data[index] = value
    data[index + 1] = value
    data[index + 2] = value
  }
}

function lightOf(data: Uint8ClampedArray, index: number): number {
  return (data[index]! * 77 + data[index + 1]! * 150 + data[index + 2]! * 29) >> 8
}

/** The value below which that share of the pixels lies. */
function shareOf(counts: Uint32Array, share: number): number {
  const wanted = counts.reduce((sum, count) => sum + count, 0) * share
  let seen = 0
  for (let value = 0; value < 256; value += 1) {
    seen += counts[value]!
    if (seen >= wanted) return value
  }
  return 255
}
