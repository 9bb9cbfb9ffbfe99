import { isRefused, type Refused } from '../envelope/refused.ts'
import { type CardContents, type ReadRefusal, readCard } from '../verify/read-card.ts'
import { drawA6Card } from './a6-card.ts'
import { drawId1Card } from './id1-card.ts'
import { localPaperWords, nationalPaperWords, type PaperWords } from './paper-words.ts'
import { type QrShape, qrShape } from './qr-shape.ts'
import { Sheet } from './sheet.ts'

export interface CardPaperOptions {
  readonly size: 'id-1' | 'a6'
  /** Whom to call about an adverse event after immunization (KIPI). */
  readonly aefiPhone: string
}

export interface CardSheet {
  readonly card: CardContents
  readonly words: PaperWords
  readonly qr: QrShape
  readonly aefiPhone: string
}

/**
 * The printable PDF of one or more cards, each from its text alone: what is printed is read back from
 * the QR, so the words on the paper are the signed words and cannot be others.
 */
export async function cardPaper(
  texts: string | readonly string[],
  options: CardPaperOptions,
): Promise<Uint8Array | Refused<ReadRefusal>> {
  const cards: CardContents[] = []
  const all = typeof texts === 'string' ? [texts] : texts
  for (const text of all) {
    const card = await readCard(text)
    if (isRefused<ReadRefusal>(card)) return card
    cards.push(card)
  }
  const madeAt = new Date(cards[0]?.issuedAt ?? 0)
  const sheet = new Sheet(
    cards[0]?.kind === 'national' ? 'Sertifikat vaksinasi' : 'Kartu vaksinasi lokal',
    madeAt,
  )
  cards.forEach((card, index) => {
    const words = card.kind === 'local' ? localPaperWords(card) : nationalPaperWords(card)
    const page = { card, words, qr: qrShape(all[index]!), aefiPhone: options.aefiPhone }
    if (options.size === 'id-1') drawId1Card(sheet, page)
    else drawA6Card(sheet, page)
  })
  return sheet.finish()
}
