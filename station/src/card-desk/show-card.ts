import type { RefusalBody, TicketReference } from '@sentra/contract'
import { useState } from 'react'
import { ask, RefusedError } from '../api/site-client.ts'
import { ticketReference } from '../desk/ticket-reference.ts'

/** Cards begin `HC1:`; a printed serial has two dashes or more, a ticket number one. */
const looksLikeCard = (text: string) => /^HC1:/i.test(text) || /^[A-Z0-9]+-[A-Z0-9]+-[A-Z0-9-]+$/i.test(text)

/** From what was laid on the table, a card or a ticket, to the person it belongs to. */
export function useShowCard(onVisit: (visitId: string) => void) {
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<RefusalBody | null>(null)
  const [cardId, setCardId] = useState<string | null>(null)
  const [elsewhere, setElsewhere] = useState<ForeignCard | null>(null)

  const asking = async (question: () => Promise<string | null>) => {
    setBusy(true)
    setRefusal(null)
    setElsewhere(null)
    try {
      const visitId = await question()
      if (visitId) onVisit(visitId)
    } catch (error) {
      if (error instanceof RefusedError) setRefusal(error.refusal)
    } finally {
      setBusy(false)
    }
  }
  const showTicket = (ticket: TicketReference) =>
    asking(async () => {
      setCardId(null)
      return (await ask('findTicket', { body: { ticket } })).visit?.visitId ?? null
    })
  const show = (text: string) =>
    looksLikeCard(text)
      ? asking(async () => {
          try {
            const found = await ask('findCard', { body: { text } })
            setCardId(found.card.cardId)
            return found.visit.visitId
          } catch (error) {
            const siteId = foreignSite(error)
            if (siteId === null) throw error
            setElsewhere({ text, siteId })
            return null
          }
        })
      : showTicket(ticketReference(text))
  return {
    show,
    showTicket,
    busy,
    refusal,
    cardId,
    elsewhere,
    forget: () => setRefusal(null),
    leaveElsewhere: () => setElsewhere(null),
  }
}

/** A local card that this site did not make, as it was read, and the site that did. */
export interface ForeignCard {
  readonly text: string
  readonly siteId: string
}

function foreignSite(error: unknown): string | null {
  if (!(error instanceof RefusedError) || error.refusal.error !== 'card-of-another-site') return null
  return String(error.refusal.details?.siteId ?? '')
}
