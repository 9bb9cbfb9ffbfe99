import type { TicketReference } from '@sentra/contract'

/** What a desk was shown: a scanned text, or the short number somebody read out. */
export function ticketReference(shown: string): TicketReference {
  const text = shown.trim()
  const number = /^([A-Za-z])[- ]?(\d{1,5})$/.exec(text)
  if (number) return { number: `${number[1]?.toUpperCase()}-${number[2]?.padStart(3, '0')}` }
  return { text: text.startsWith('st1:') ? text.toUpperCase() : text }
}
