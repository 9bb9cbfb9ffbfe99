import type { TicketContents } from '@sentra/contract'
import { encodeTicket, encodeTicketText, ticketAad } from '../ticket/ticket.ts'
import type { Es256Signer } from './es256-signer.ts'
import { signEnvelope } from './sign-envelope.ts'

/** The text of a ticket's QR. Whether the day still has a dose for it was decided before. */
export function signTicket(ticket: TicketContents, signer: Es256Signer): string {
  return encodeTicketText(signEnvelope(encodeTicket(ticket), signer, { externalAad: ticketAad }))
}
