import type { EventData } from '@sentra/contract'
import { useWords } from '@sentra/ui'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { CallNext } from '../desk/call-next.tsx'
import { DeskPage } from '../desk/desk-page.tsx'
import { useMyDesk } from '../desk/my-desk.ts'
import { ShownTicket } from '../desk/shown-ticket.tsx'
import { ScreenPerson } from './screen-person.tsx'
import { ScreeningResult } from './screening-result.tsx'

/** Measure, ask, decide. The form advises; the health worker at this desk decides. */
export function ScreeningPage() {
  const { say } = useWords()
  const [desk] = useMyDesk('screening')
  const navigate = useNavigate()
  const { ticket: ticketId } = useSearch({ strict: false }) as { ticket?: string }
  const [done, setDone] = useState<EventData<'screening.recorded'> | null>(null)
  const open = (next: string | undefined) => {
    if (next) setDone(null)
    void navigate({ to: '/screening', search: next ? { ticket: next } : {} })
  }
  return (
    <DeskPage station="screening" desk={desk}>
      {ticketId ? (
        <ScreenPerson
          key={ticketId}
          ticketId={ticketId}
          onLeave={() => open(undefined)}
          onDone={(screening) => {
            setDone(screening)
            open(undefined)
          }}
        />
      ) : (
        <div className="stack">
          {done ? <ScreeningResult screening={done} /> : null}
          <div className="two-columns">
            <CallNext stage="screening" desk={desk || say('station.screening')} onCalled={open} />
            <ShownTicket onFound={open} />
          </div>
        </div>
      )}
    </DeskPage>
  )
}
