import { drawCardBand, drawCardWords, drawRules, drawStub } from './card-blocks.ts'
import type { CardSheet } from './card-paper.ts'
import { drawQr, fittingModule, qrSide } from './qr-shape.ts'
import type { Sheet } from './sheet.ts'

/** A card on A6 paper, one side, large enough to read without glasses; the stub is cut off below. */
const width = 105
const height = 148
const margin = 5

export function drawA6Card(sheet: Sheet, page: CardSheet): void {
  sheet.page(width, height)
  drawCardBand(sheet, page, width, 13)
  const moduleSize = fittingModule(page.qr, 52, 0.5)
  const side = qrSide(page.qr, moduleSize)
  drawQr(sheet, page.qr, width - side - margin + 2, 16, moduleSize)
  const wordsWidth = width - side - 2 * margin
  drawCardWords(sheet, page, { x: margin, y: 17, width: wordsWidth, height: 62, size: 8.4 })

  const rulesTop = 79
  const cutAt = page.card.kind === 'local' ? 124 : 105
  drawRules(sheet, page, margin, rulesTop, width - 2 * margin, 6.4)
  sheet.border(1, 1, width - 2, cutAt - 2, page.card.kind === 'local')
  if (page.card.kind === 'local') {
    sheet.cutLine(0, cutAt, width, cutAt)
    drawStub(sheet, page, margin, cutAt + 2.5, width - 2 * margin, 6.4)
  }
}
