import { drawCardBand, drawCardWords, drawRules, drawStub } from './card-blocks.ts'
import type { CardSheet } from './card-paper.ts'
import { drawQr, fittingModule, qrSide } from './qr-shape.ts'
import type { Sheet } from './sheet.ts'

/**
 * A card the size of a bank card (ISO/IEC 7810 ID-1), two sides: words and QR in front, rules and, on
 * a local card, the stub that stays with the clerk at the exchange behind.
 */
const width = 85.6
const height = 54
const margin = 2

export function drawId1Card(sheet: Sheet, page: CardSheet): void {
  sheet.page(width, height)
  drawCardBand(sheet, page, width, 7.5)
  const moduleSize = fittingModule(page.qr, 42)
  const side = qrSide(page.qr, moduleSize)
  const top = 7.5 + (height - 7.5 - side) / 2
  drawQr(sheet, page.qr, width - margin - side + 1, top, moduleSize)
  const wordsWidth = width - side - 2 * margin - 0.5
  drawCardWords(sheet, page, { x: margin + 1, y: 9, width: wordsWidth, height: height - 11, size: 6.6 })
  sheet.border(0.6, 0.6, width - 1.2, height - 1.2, page.card.kind === 'local')

  sheet.page(width, height)
  const stubWidth = page.card.kind === 'local' ? 27 : 0
  drawRules(sheet, page, margin + 1, 3, width - stubWidth - 2 * margin - 2, 5.4)
  if (page.card.kind === 'local') {
    sheet.cutLine(width - stubWidth, 1, width - stubWidth, height - 1)
    drawStub(sheet, page, width - stubWidth + 1.5, 3, stubWidth - 3.5, 5)
  }
}
