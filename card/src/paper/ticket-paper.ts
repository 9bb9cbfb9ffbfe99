import type { TicketContents } from '@sentra/contract'
import { isRefused, type Refused } from '../envelope/refused.ts'
import { readTicket, type TicketRefusal } from '../ticket/ticket.ts'
import { dayInWords } from './paper-words.ts'
import { drawQr, fittingModule, qrShape, qrSide } from './qr-shape.ts'
import { Sheet } from './sheet.ts'

/** A slip for an 80 mm printer. */
export const slipWidth = 80
const slipMargin = 4

export interface TicketPaperOptions {
  /** The signed ticket; everything but names is read back from it. */
  readonly text: string
  readonly siteName: string
  /** A ticket is for one person; the name is on the paper, not in the QR. */
  readonly holderName?: string
  /** When to be there, e.g. `08:00`. */
  readonly opensAt?: string
  /** Until when the dose of a return ticket is held on its day, e.g. `12:00`: part of the promise. */
  readonly comeBefore?: string
  readonly printedAt: Date
}

/** The slip of a ticket: a number to be seen from afar, the day in words, and the promise in writing. */
export async function ticketPaper(options: TicketPaperOptions): Promise<Uint8Array | Refused<TicketRefusal>> {
  const ticket = readTicket(options.text)
  if (isRefused<TicketRefusal>(ticket)) return ticket
  const promise = promiseOf(ticket, options.comeBefore)
  const qr = qrShape(options.text)
  const moduleSize = fittingModule(qr, 40, 0.6)
  const width = slipWidth - 2 * slipMargin

  const sheet = new Sheet(`Tiket ${ticket.number}`, options.printedAt)
  sheet.page(slipWidth, 132)
  let top = sheet.text(slipMargin, 4, width, promise.title.id, { size: 13, weight: 'bold', align: 'center' })
  top = sheet.text(slipMargin, top, width, promise.title.en, { size: 9, align: 'center' }) + 0.5
  top = sheet.text(slipMargin, top, width, ticket.number, { size: 44, weight: 'bold', align: 'center' })
  top = sheet.text(slipMargin, top, width, dayInWords(ticket.localDate, 'id'), {
    size: 12,
    weight: 'bold',
    align: 'center',
  })
  const opens = options.opensAt ? ` · ${options.opensAt}` : ''
  top =
    sheet.text(slipMargin, top, width, dayInWords(ticket.localDate, 'en') + opens, {
      size: 9,
      align: 'center',
    }) + 1
  top = sheet.text(slipMargin, top, width, options.siteName, { size: 8, align: 'center', linesMax: 2 })
  if (options.holderName) {
    top = sheet.text(slipMargin, top, width, options.holderName, {
      size: 8,
      weight: 'bold',
      align: 'center',
      linesMax: 2,
    })
  }
  const side = qrSide(qr, moduleSize)
  drawQr(sheet, qr, (slipWidth - side) / 2, top, moduleSize)
  top += side
  top =
    sheet.text(slipMargin, top, width, promise.body.id, { size: 8, weight: 'bold', align: 'center' }) + 0.8
  sheet.text(slipMargin, top, width, promise.body.en, { size: 7, align: 'center' })
  return sheet.finish()
}

function promiseOf(ticket: TicketContents, comeBefore?: string) {
  const until = comeBefore
    ? { id: ` sampai pukul ${comeBefore}`, en: ` until ${comeBefore}` }
    : { id: '', en: '' }
  if (ticket.lane === 'return-ticket') {
    return {
      title: { id: 'TIKET KEMBALI', en: 'RETURN TICKET' },
      body: {
        id: `Satu dosis disimpan untuk Anda pada hari ini${until.id}. Anda dilayani sebelum pengunjung tanpa tiket. Tidak perlu mengantre lagi: tunjukkan tiket ini di gerbang. Hanya untuk satu orang, satu hari, satu kali.`,
        en: `One dose is held for you on this day${until.en}. You are served before anyone without a ticket. No need to queue again: show this at the gate. One person, one day, one use.`,
      },
    }
  }
  return {
    title: { id: 'TIKET HARI INI', en: 'TICKET FOR TODAY' },
    body: {
      id: 'Satu dosis hari ini tersedia untuk Anda. Tunggu nomor Anda dipanggil. Hanya untuk satu orang, satu hari, satu kali.',
      en: 'One of today’s doses is yours. Wait until your number is called. One person, one day, one use.',
    },
  }
}
