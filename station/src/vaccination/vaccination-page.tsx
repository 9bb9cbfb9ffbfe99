import type { EventData } from '@sentra/contract'
import { useWords } from '@sentra/ui'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { CallNext } from '../desk/call-next.tsx'
import { DeskPage } from '../desk/desk-page.tsx'
import { useMyDesk } from '../desk/my-desk.ts'
import { ShownTicket } from '../desk/shown-ticket.tsx'
import { DoseGiven } from './dose-given.tsx'
import { GiveDose } from './give-dose.tsx'
import { OpenVials } from './open-vials.tsx'

/** One dose, from one open vial, into one screened person; the vials stay in sight. */
export function VaccinationPage() {
  const { say } = useWords()
  const [desk] = useMyDesk('vaccination')
  const navigate = useNavigate()
  const { ticket: ticketId } = useSearch({ strict: false }) as { ticket?: string }
  const [vialId, setVialId] = useState<string | null>(null)
  const [given, setGiven] = useState<EventData<'immunization.recorded'> | null>(null)
  const open = (next: string | undefined) => {
    if (next) setGiven(null)
    void navigate({ to: '/vaccination', search: next ? { ticket: next } : {} })
  }
  return (
    <DeskPage station="vaccination" desk={desk} wide>
      <div className="two-columns">
        <div className="stack">
          {given ? <DoseGiven dose={given} /> : null}
          {ticketId ? (
            <GiveDose
              key={ticketId}
              ticketId={ticketId}
              vialId={vialId}
              desk={desk}
              onLeave={() => open(undefined)}
              onGiven={(dose) => {
                setGiven(dose)
                open(undefined)
              }}
            />
          ) : (
            <>
              <CallNext stage="vaccination" desk={desk || say('station.vaccination')} onCalled={open} />
              <ShownTicket onFound={open} />
            </>
          )}
        </div>
        <OpenVials vialId={vialId} onChoose={setVialId} />
      </div>
    </DeskPage>
  )
}
