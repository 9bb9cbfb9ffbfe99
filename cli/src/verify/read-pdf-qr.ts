import { inflateSync } from 'node:zlib'

/** As zxing takes it: four bytes a pixel. */
export interface Picture {
  readonly data: Uint8ClampedArray<ArrayBuffer>
  readonly width: number
  readonly height: number
  readonly colorSpace: 'srgb'
}

/** More than any card or ticket on paper unpacks to. */
const unpackedBytesMax = 20_000_000
const pixelsPerModule = 4
/** The largest QR has 177 modules; with this bound a stranger's drawing cannot ask for a huge picture. */
const modulesMax = 200
const quietModules = 4

/**
 * The QR of a PDF as Sentra draws it: rows of dark modules, each run one rectangle of one module's height. Null for
 * a PDF that draws otherwise (a scan, another program's).
 */
export function qrOfPdf(bytes: Uint8Array): Picture | null {
  for (const drawing of drawings(bytes)) {
    const picture = pictureOf(rectangles(drawing))
    if (picture !== null) return picture
  }
  return null
}

function* drawings(bytes: Uint8Array): Generator<string> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let from = file.indexOf('stream'); from >= 0; from = file.indexOf('stream', from)) {
    const end = file.indexOf('endstream', from)
    if (end < 0) return
    const start = from + 'stream'.length + (file[from + 'stream'.length] === 0x0d ? 2 : 1)
    try {
      yield inflateSync(file.subarray(start, end), { maxOutputLength: unpackedBytesMax }).toString('latin1')
    } catch {
      // A font or a picture, packed in another way.
    }
    from = end + 'endstream'.length
  }
}

type Rectangle = readonly [x: number, y: number, width: number, height: number]

function rectangles(drawing: string): Rectangle[] {
  const found = drawing.matchAll(/(-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) re\b/g)
  return Array.from(found, ([, ...numbers]) => numbers.map(Number) as unknown as Rectangle)
}

/** The rectangles of the commonest height are the QR's rows. */
function pictureOf(all: readonly Rectangle[]): Picture | null {
  const byHeight = Map.groupBy(all, ([, , , height]) => height.toFixed(3))
  const rows = [...byHeight.values()].sort((left, right) => right.length - left.length)[0] ?? []
  const size = rows[0]?.[3] ?? 0
  const left = Math.min(...rows.map(([x]) => x))
  const top = Math.min(...rows.map(([, y]) => y))
  const modules = Math.round(Math.max(...rows.map(([x, , width]) => x + width - left)) / size)
  if (!(size > 0) || !(modules >= 21 && modules <= modulesMax)) return null
  const side = (modules + 2 * quietModules) * pixelsPerModule
  const data = new Uint8ClampedArray(side * side * 4).fill(255)
  const pixel = (points: number) => (Math.round(points / size) + quietModules) * pixelsPerModule
  for (const [x, y, width] of rows) {
    const fromRow = pixel(y - top)
    const until = Math.min(side, fromRow + pixelsPerModule)
    for (let row = fromRow; row < until; row += 1) {
      for (let column = pixel(x - left); column < Math.min(side, pixel(x + width - left)); column += 1)
        data.fill(0, (row * side + column) * 4, (row * side + column) * 4 + 3)
    }
  }
  return { data, width: side, height: side, colorSpace: 'srgb' }
}
