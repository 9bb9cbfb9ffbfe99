import type { TicketReference } from '@sentra/contract'
import { type Refusal, refuse } from '@sentra/domain'

/** What was shown is no ticket of this site. A card says what it is and where it is of use. */
export function unknownTicket(shown: TicketReference): Refusal {
  const field = { field: 'ticket' }
  if (!('text' in shown)) return refuse('unknown-ticket', field)
  return refuse(/^\s*HC1:/i.test(shown.text) ? 'card-shown-for-ticket' : 'unknown-qr', field)
}
