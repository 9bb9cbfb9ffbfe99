import { signTicket } from '@sentra/card/issue'
import type { LocalDate, TicketHolder, TicketReference, TicketView } from '@sentra/contract'
import {
  addDays,
  admit,
  checkIn,
  isRefusal,
  nameKey,
  parseNik,
  type Refusal,
  refuse,
  ticketLetter,
  voidTicket,
} from '@sentra/domain'
import { findTicket, liveTicketOf, nextNumber, ticketById } from '../reads/tickets.ts'
import { today } from '../reads/today.ts'
import { unknownTicket } from '../reads/unknown-ticket.ts'
import type { Site } from '../site.ts'
import { count } from '../store/database.ts'
import type { CommandContext, CommandHandlers } from './command-context.ts'

export const gateHandlers: CommandHandlers<'gate.admit' | 'ticket.check-in' | 'ticket.void'> = {
  'gate.admit': ({ site, now, commandId }, { holder, nik, need }) => {
    const figures = today(site.db, now)
    const who = holderOf(holder, nik, now.localDate)
    if (isRefusal(who)) return who
    const holderKey = holderKeyOf(site, who, commandId)
    return admit({
      today: {
        localDate: now.localDate,
        nextDate: figures.daysLeft > 1 ? addDays(now.localDate, 1) : null,
        session: figures.session,
        placesLeft: figures.placesLeft,
        promisesLeft: figures.promisesLeft,
        lastDay: figures.daysLeft === 1,
        dosesOnHand: figures.dosesOnHand,
      },
      holder: who.holder,
      need,
      holderKey,
      existing: liveTicketOf(site.db, holderKey, now.localDate),
      ids: { ticketId: commandId },
      nextNumber: (lane, validOn) => nextNumber(site.db, validOn, ticketLetter[lane]),
      sign: (ticket) => signTicket({ ...ticket, siteId: site.siteId }, site.cardSigner),
      statementNumber: statementNumber(site, now.localDate),
    })
  },

  'ticket.check-in': (context, { ticket: reference }) => {
    const ticket = requireTicket(context, reference)
    return isRefusal(ticket) ? ticket : checkIn(ticket, context.now)
  },

  'ticket.void': ({ site }, { ticketId, reason, note }) => {
    const ticket = ticketById(site.db, ticketId)
    return ticket ? voidTicket(ticket, reason, note) : refuse('unknown-ticket', { field: 'ticketId' })
  },
}

function requireTicket({ site, now }: CommandContext, reference: TicketReference): TicketView | Refusal {
  return findTicket(site.db, reference, now.localDate) ?? unknownTicket(reference)
}

interface KnownHolder {
  readonly holder: TicketHolder
  readonly nik: string | null
}

/** The NIK, when the gate has it, fills in what it says; only its last four digits stay on the ticket. */
function holderOf(
  holder: TicketHolder,
  nik: string | undefined,
  localDate: LocalDate,
): KnownHolder | Refusal {
  if (!nik) return { holder, nik: null }
  const parsed = parseNik(nik, { localDate, ...(holder.birthDate ? { birthDate: holder.birthDate } : {}) })
  if (isRefusal(parsed)) return { ...parsed, field: 'nik' }
  return { holder: { ...holder, nikLast4: parsed.nik.slice(-4) }, nik: parsed.nik }
}

/**
 * One live ticket per person, as far as the gate can tell people apart: by NIK, else by name and birth date.
 * A name alone is not a person: two of the same name must both be served.
 */
function holderKeyOf(site: Site, { holder, nik }: KnownHolder, commandId: string): string {
  if (nik) return site.keys.keyedHash(`nik ${nik}`)
  if (holder.birthDate) return site.keys.keyedHash(`person ${nameKey(holder.fullName)} ${holder.birthDate}`)
  return site.keys.keyedHash(`ticket ${commandId}`)
}

function statementNumber(site: Site, localDate: LocalDate): string {
  const used = count(site.db, 'SELECT count(*) FROM turned_away WHERE local_date = ?', localDate)
  return `S-${localDate.slice(5).replace('-', '')}-${String(used + 1).padStart(3, '0')}`
}
