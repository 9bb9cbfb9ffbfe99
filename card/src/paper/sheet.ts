import PDFDocument from 'pdfkit'
import { type FontName, fontFile, runsOf, type Weight } from './fonts.ts'

/** Everything on paper is measured in millimetres here; PDF counts in points. */
export const pointsPerMillimetre = 72 / 25.4

export interface TextStyle {
  /** Points. */
  readonly size: number
  readonly weight?: Weight
  readonly color?: string
  readonly align?: 'left' | 'center'
  /** Draws at most this many lines; the last one then ends in an ellipsis. */
  readonly linesMax?: number
}

/**
 * A PDF with a millimetre ruler, fonts that carry their own glyphs, and text that wraps inside a
 * given width. Dates in the file come from the caller, so the same card always gives the same file.
 */
export class Sheet {
  readonly #doc: PDFKit.PDFDocument
  readonly #finished: Promise<Uint8Array>
  readonly #registered = new Set<FontName>()
  #measuring = false

  constructor(title: string, madeAt: Date) {
    this.#doc = new PDFDocument({
      autoFirstPage: false,
      margin: 0,
      info: { Title: title, Creator: 'Sentra', Producer: 'Sentra', CreationDate: madeAt, ModDate: madeAt },
      lang: 'id',
    })
    this.#finished = collect(this.#doc)
  }

  page(width: number, height: number): void {
    this.#doc.addPage({ size: [width * pointsPerMillimetre, height * pointsPerMillimetre], margin: 0 })
  }

  finish(): Promise<Uint8Array> {
    this.#doc.end()
    return this.#finished
  }

  /** Writes text with its top at `y`; returns the y below it. */
  text(x: number, y: number, width: number, text: string, style: TextStyle): number {
    const lineHeight = (style.size * 1.22) / pointsPerMillimetre
    const lines = this.#wrap(text, width, style)
    if (!this.#measuring) this.#doc.fillColor(style.color ?? '#000000')
    lines.forEach((line, index) => {
      if (this.#measuring) return
      const indent = style.align === 'center' ? (width - this.#widthOf(line, style)) / 2 : 0
      this.#line(x + indent, y + index * lineHeight, line, style)
    })
    return y + lines.length * lineHeight
  }

  /** What `draw` would return, with nothing put on the paper. Only text may be drawn inside. */
  measure(draw: () => number): number {
    this.#measuring = true
    try {
      return draw()
    } finally {
      this.#measuring = false
    }
  }

  rectangle(x: number, y: number, width: number, height: number, color: string): void {
    this.#doc.rect(...points(x, y, width, height)).fill(color)
  }

  border(x: number, y: number, width: number, height: number, dashed: boolean): void {
    this.#doc.lineWidth(0.8).strokeColor('#000000')
    if (dashed) this.#doc.dash(3, { space: 2 })
    this.#doc.rect(...points(x, y, width, height)).stroke()
    this.#doc.undash()
  }

  /** Where to cut. */
  cutLine(x1: number, y1: number, x2: number, y2: number): void {
    const [fromX, fromY, toX, toY] = points(x1, y1, x2, y2)
    this.#doc.lineWidth(0.5).strokeColor('#444444').dash(1.5, { space: 1.5 })
    this.#doc.moveTo(fromX, fromY).lineTo(toX, toY).stroke().undash()
  }

  /** Fills many small rectangles as one shape, so that no hairline shows between them. */
  shape(rectangles: Iterable<readonly [x: number, y: number, width: number, height: number]>): void {
    for (const [x, y, width, height] of rectangles) this.#doc.rect(...points(x, y, width, height))
    this.#doc.fill('#000000')
  }

  #wrap(text: string, width: number, style: TextStyle): string[] {
    const lines: string[] = []
    for (const word of text.split(/\s+/).filter(Boolean)) {
      const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word
      if (lines.length > 0 && this.#widthOf(longer, style) <= width) lines[lines.length - 1] = longer
      else lines.push(...this.#breakWord(word, width, style))
    }
    const max = style.linesMax ?? lines.length
    if (lines.length <= max) return lines
    return [...lines.slice(0, max - 1), `${lines[max - 1]!.slice(0, -1)}…`]
  }

  #breakWord(word: string, width: number, style: TextStyle): string[] {
    const parts = ['']
    for (const character of word) {
      const longer = parts.at(-1)! + character
      if (parts.at(-1) === '' || this.#widthOf(longer, style) <= width) parts[parts.length - 1] = longer
      else parts.push(character)
    }
    return parts
  }

  #widthOf(text: string, style: TextStyle): number {
    let width = 0
    for (const run of runsOf(text, style.weight ?? 'regular')) {
      width += this.#font(run.font, style.size).widthOfString(run.text)
    }
    return width / pointsPerMillimetre
  }

  #line(x: number, y: number, line: string, style: TextStyle): void {
    let offset = x * pointsPerMillimetre
    for (const run of runsOf(line, style.weight ?? 'regular')) {
      const doc = this.#font(run.font, style.size)
      doc.text(run.text, offset, y * pointsPerMillimetre, { lineBreak: false })
      offset += doc.widthOfString(run.text)
    }
  }

  #font(name: FontName, size: number): PDFKit.PDFDocument {
    if (!this.#registered.has(name)) this.#doc.registerFont(name, fontFile(name))
    this.#registered.add(name)
    return this.#doc.font(name).fontSize(size)
  }
}

function points(a: number, b: number, c: number, d: number): [number, number, number, number] {
  return [a * pointsPerMillimetre, b * pointsPerMillimetre, c * pointsPerMillimetre, d * pointsPerMillimetre]
}

function collect(doc: PDFKit.PDFDocument): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))))
    doc.on('error', reject)
  })
}
