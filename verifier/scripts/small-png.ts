import { deflateSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { chunk } from '../src/journey/qr-photo.ts'

/**
 * The same picture as a PNG with a palette: a screen of text has few colours, and a third of the bytes is
 * enough. The 256 most frequent colours stay as they are; each of the rest, on the edges of letters,
 * becomes the nearest of them.
 */
export async function smallPng(page: Page, png: Buffer): Promise<Buffer> {
  const { width, height, pixels } = await decode(page, png)
  const counts = new Map<number, number>()
  for (let index = 0; index < pixels.length; index += 4) {
    const colour = colourAt(pixels, index)
    counts.set(colour, (counts.get(colour) ?? 0) + 1)
  }
  const colours = [...counts]
    .sort(([, left], [, right]) => right - left)
    .map(([colour]) => colour)
    .slice(0, 256)
  const numbers = new Map(Array.from(counts.keys(), (colour) => [colour, nearest(colours, colour)]))
  const indices = Uint8Array.from(
    { length: pixels.length / 4 },
    (_, index) => numbers.get(colourAt(pixels, index * 4))!,
  )
  return encode(width, height, { colours, indices })
}

function colourAt(pixels: Uint8Array, index: number): number {
  return (pixels[index]! << 16) | (pixels[index + 1]! << 8) | pixels[index + 2]!
}

function nearest(colours: readonly number[], wanted: number): number {
  const distances = colours.map((colour) =>
    [16, 8, 0].reduce((sum, shift) => sum + (((colour >> shift) & 255) - ((wanted >> shift) & 255)) ** 2, 0),
  )
  return distances.indexOf(Math.min(...distances))
}

function encode(width: number, height: number, drawn: { colours: number[]; indices: Uint8Array }): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 3, 0, 0, 0], 8)
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y += 1) {
    rows.set(drawn.indices.subarray(y * width, (y + 1) * width), y * (width + 1) + 1)
  }
  const palette = Buffer.from(
    drawn.colours.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]),
  )
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

async function decode(
  page: Page,
  png: Buffer,
): Promise<{ width: number; height: number; pixels: Uint8Array }> {
  const { width, height, base64 } = await page.evaluate<{
    width: number
    height: number
    base64: string
  }>(`(async () => {
    const bytes = Uint8Array.from(atob('${png.toString('base64')}'), (letter) => letter.charCodeAt(0))
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
    const { width, height } = bitmap
    const pen = new OffscreenCanvas(width, height).getContext('2d')
    pen.drawImage(bitmap, 0, 0)
    const { data } = pen.getImageData(0, 0, width, height)
    let text = ''
    for (let start = 0; start < data.length; start += 8192)
      text += String.fromCharCode(...data.subarray(start, start + 8192))
    return { width, height, base64: btoa(text) }
  })()`)
  return { width, height, pixels: new Uint8Array(Buffer.from(base64, 'base64')) }
}
