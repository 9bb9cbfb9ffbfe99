import type { QueryAnswer, RefusalBody } from '@sentra/contract'
import { useState } from 'react'
import { ask, RefusedError } from '../api/site-client.ts'
import { ticketReference } from './ticket-reference.ts'

/** Looks up a ticket that was shown, by scan or number; the refusal is kept to be shown. */
export function useFindTicket() {
  const [finding, setFinding] = useState(false)
  const [refusal, setRefusal] = useState<RefusalBody | null>(null)
  const find = async (shown: string): Promise<QueryAnswer<'findTicket'> | null> => {
    setFinding(true)
    setRefusal(null)
    try {
      return await ask('findTicket', { body: { ticket: ticketReference(shown) } })
    } catch (error) {
      if (error instanceof RefusedError) setRefusal(error.refusal)
      return null
    } finally {
      setFinding(false)
    }
  }
  return { find, finding, refusal, forget: () => setRefusal(null) }
}
