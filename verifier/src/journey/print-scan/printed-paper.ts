import { inflateSync } from 'node:zlib'

/** Grey values, 0 black to 255 white, row by row. */
export interface GreyPicture {
  readonly width: number
  readonly height: number
  readonly grey: Uint8Array<ArrayBuffer>
}

export interface PrintedPage extends GreyPicture {
  readonly dotsPerMillimetre: number
  /** The square of the QR without its quiet zone, in dots, and the side of one module. */
  readonly qr: { readonly x: number; readonly y: number; readonly side: number; readonly module: number }
}

type Rectangle = { x: number; y: number; width: number; height: number }

/**
 * Puts the first page of a card's PDF on paper: the PDF's own filled shapes, each dot of the printer
 * black or white and nothing between, as a thermal or laser printer has it. At 203 dpi a module of
 * 0.42 mm is 3.36 dots, so some are three wide and some four; this is what the reader must forgive.
 * Letters are left out; the QR, its quiet zone, the band and the lines are drawn.
 */
export function printPage(pdf: Uint8Array, dotsPerInch: number): PrintedPage {
  const file = Buffer.from(pdf).toString('latin1')
  const box = file.match(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/)
  if (!box) throw new Error('the PDF names no page size')
  const scale = dotsPerInch / 72
  const width = Math.round(Number(box[1]) * scale)
  const height = Math.round(Number(box[2]) * scale)
  const grey = new Uint8Array(width * height).fill(255)
  let largest: readonly Rectangle[] = []
  for (const { rectangles, dark } of filledShapes(pageContent(pdf, file))) {
    for (const rectangle of rectangles) blacken(rectangle, scale, { width, height, grey }, dark ? 0 : 255)
    if (dark && rectangles.length > largest.length) largest = rectangles
  }
  return { width, height, grey, dotsPerMillimetre: dotsPerInch / 25.4, qr: squareOf(largest, scale) }
}

/** The drawing commands of the first page. pdfkit writes a page's content before the fonts. */
function pageContent(pdf: Uint8Array, file: string): string {
  for (const { index } of file.matchAll(/stream\n/g)) {
    try {
      const content = inflateSync(pdf.subarray(index + 'stream\n'.length)).toString('latin1')
      if (/^1 0 0 -1 0 [\d.]+ cm/.test(content)) return content
    } catch {
      // The end of a stream, or a stream of another kind.
    }
  }
  throw new Error('the PDF has no page')
}

function* filledShapes(content: string): Generator<{ rectangles: Rectangle[]; dark: boolean }> {
  let rectangles: Rectangle[] = []
  let dark = true
  let numbers: number[] = []
  for (const word of content.split(/\s+/)) {
    const number = Number(word)
    if (word !== '' && Number.isFinite(number)) {
      numbers.push(number)
      continue
    }
    const [x = 0, y = 0, width = 0, height = 0] = numbers.slice(-4)
    if (word === 're') rectangles.push({ x, y, width, height })
    if (word === 'scn') dark = numbers.every((part) => part < 0.5)
    if (word === 'f') yield { rectangles, dark }
    if (word === 'f' || word === 'S' || word === 'n') rectangles = []
    numbers = []
  }
}

/** A dot is printed when its middle lies inside. */
function blacken({ x, y, width, height }: Rectangle, scale: number, page: GreyPicture, value: number): void {
  const from = Math.max(0, Math.ceil(x * scale - 0.5))
  const to = Math.min(page.width, Math.ceil((x + width) * scale - 0.5))
  const last = Math.min(page.height, Math.ceil((y + height) * scale - 0.5))
  for (let row = Math.max(0, Math.ceil(y * scale - 0.5)); row < last; row += 1) {
    page.grey.fill(value, row * page.width + from, row * page.width + Math.max(from, to))
  }
}

function squareOf(rectangles: readonly Rectangle[], scale: number): PrintedPage['qr'] {
  if (rectangles.length < 100) throw new Error('the PDF shows no QR')
  const x = Math.min(...rectangles.map((rectangle) => rectangle.x))
  const y = Math.min(...rectangles.map((rectangle) => rectangle.y))
  const right = Math.max(...rectangles.map((rectangle) => rectangle.x + rectangle.width))
  return { x: x * scale, y: y * scale, side: (right - x) * scale, module: rectangles[0]!.height * scale }
}
