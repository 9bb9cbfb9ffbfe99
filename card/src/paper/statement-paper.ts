import type { VisitorTurnedAway } from '@sentra/contract'
import { dayInWords } from './paper-words.ts'
import { Sheet } from './sheet.ts'
import { slipWidth } from './ticket-paper.ts'

export interface StatementPaperOptions {
  readonly statement: Pick<VisitorTurnedAway, 'localDate' | 'reason' | 'statementNumber'>
  readonly siteName: string
  /** Where to ask about the next session, e.g. a phone number. */
  readonly contact?: string
  readonly printedAt: Date
}

/**
 * The slip for someone who came and cannot be given a promise that would hold. It says so plainly:
 * that they came, why there was no dose, and that this paper is neither a ticket nor a card.
 */
export async function statementPaper(options: StatementPaperOptions): Promise<Uint8Array> {
  const { statement, siteName, contact } = options
  const reason = reasons[statement.reason]
  const x = 4
  const width = slipWidth - 2 * x
  const sheet = new Sheet(`Keterangan ${statement.statementNumber}`, options.printedAt)
  sheet.page(slipWidth, 100)

  let top = sheet.text(x, 4, width, 'SURAT KETERANGAN', { size: 13, weight: 'bold', align: 'center' })
  top = sheet.text(x, top, width, 'STATEMENT', { size: 9, align: 'center' }) + 1
  top =
    sheet.text(x, top, width, `No. ${statement.statementNumber}`, {
      size: 11,
      weight: 'bold',
      align: 'center',
    }) + 1
  top = sheet.text(x, top, width, siteName, { size: 8.5, align: 'center', linesMax: 2 }) + 2
  const came = {
    id: `Pemegang surat ini datang untuk divaksin pada ${dayInWords(statement.localDate, 'id')}. ${reason.id}`,
    en: `The holder came to be vaccinated on ${dayInWords(statement.localDate, 'en')}. ${reason.en}`,
  }
  top = sheet.text(x, top, width, came.id, { size: 9, weight: 'bold' }) + 0.8
  top = sheet.text(x, top, width, came.en, { size: 8, color: '#333333' }) + 2
  top =
    sheet.text(x, top, width, 'Surat ini bukan tiket dan bukan kartu vaksinasi.', {
      size: 9,
      weight: 'bold',
    }) + 0.3
  top =
    sheet.text(x, top, width, 'This is neither a ticket nor a vaccination card.', {
      size: 8,
      color: '#333333',
    }) + 2
  if (contact)
    sheet.text(x, top, width, `Informasi berikutnya / For the next session: ${contact}`, { size: 8.5 })
  return sheet.finish()
}

const reasons: Record<VisitorTurnedAway['reason'], { id: string; en: string }> = {
  'last-day': {
    id: 'Hari itu hari terakhir dan semua dosis sudah terpakai. Kami tidak menjanjikan dosis yang tidak ada. Kedatangan Anda dicatat untuk permintaan pasokan berikutnya.',
    en: 'It was the last day and every dose was used. We do not promise a dose that does not exist. Your visit is counted in the request for more supply.',
  },
  'tomorrow-full': {
    id: 'Semua dosis hari itu dan hari berikutnya sudah dijanjikan kepada orang lain. Kedatangan Anda dicatat untuk permintaan pasokan berikutnya.',
    en: 'Every dose of that day and the next was promised to others. Your visit is counted in the request for more supply.',
  },
  'no-stock': {
    id: 'Tidak ada dosis di tempat ini. Kedatangan Anda dicatat untuk permintaan pasokan berikutnya.',
    en: 'There was no dose at this place. Your visit is counted in the request for more supply.',
  },
}
