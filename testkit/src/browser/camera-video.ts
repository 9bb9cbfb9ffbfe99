/** One picture for the camera: grey values (0 black, 255 white), row by row. */
export type CameraFrame = { width: number; height: number; grey: Uint8Array<ArrayBuffer> }

/**
 * Draws a QR code (its modules, true is dark) the way a camera sees it: on white, with the quiet zone
 * of four modules, in the middle of a 640 × 480 picture.
 */
export function qrFrame(
  modules: readonly (readonly boolean[])[],
  size = { width: 640, height: 480 },
): CameraFrame {
  const side = modules.length + 8
  const scale = Math.floor(Math.min(size.width, size.height) / side)
  if (scale < 2)
    throw new Error(
      `a QR of ${modules.length} modules does not fit into ${size.width} × ${size.height} pixels`,
    )
  const grey = new Uint8Array(size.width * size.height).fill(235)
  const left = Math.floor((size.width - modules.length * scale) / 2)
  const top = Math.floor((size.height - modules.length * scale) / 2)
  modules.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (!dark) return
      for (let dy = 0; dy < scale; dy += 1) {
        const start = (top + y * scale + dy) * size.width + left + x * scale
        grey.fill(20, start, start + scale)
      }
    })
  })
  return { ...size, grey }
}

/**
 * The frames as a YUV4MPEG2 file, one second each at ten pictures a second, which Chromium plays in a
 * loop as its camera. All frames have the size of the first, and it is even.
 */
export function toVideo(frames: readonly CameraFrame[]): Uint8Array {
  const first = frames[0]
  if (!first) throw new Error('a camera needs at least one frame')
  const { width, height } = first
  if (width % 2 || height % 2) throw new Error(`a camera frame of ${width} × ${height} pixels is not even`)
  const encoder = new TextEncoder()
  const colourless = new Uint8Array((width * height) / 2).fill(128)
  const parts = [encoder.encode(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`)]
  for (const frame of frames) {
    if (frame.width !== width || frame.height !== height) throw new Error('all camera frames have one size')
    for (let picture = 0; picture < 10; picture += 1)
      parts.push(encoder.encode('FRAME\n'), frame.grey, colourless)
  }
  return Buffer.concat(parts)
}
