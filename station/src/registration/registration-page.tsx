import type { EventData, QueryAnswer } from '@sentra/contract'
import { TicketNumber, useWords } from '@sentra/ui'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { siteQueries } from '../api/use-site.ts'
import { CallNext } from '../desk/call-next.tsx'
import { CalledPerson } from '../desk/called-person.tsx'
import { DeskPage } from '../desk/desk-page.tsx'
import { useMyDesk } from '../desk/my-desk.ts'
import { ShownTicket } from '../desk/shown-ticket.tsx'
import { PersonOnRecord } from '../person/person-on-record.tsx'
import { PersonSearch } from '../person/person-search.tsx'
import { RegistrationForm } from './registration-form.tsx'

type Ticket = QueryAnswer<'findTicket'>['ticket']
type Registered = { visit: EventData<'visit.registered'>; ticket: Ticket }

/** Desk 1: who is this, by which document, for which dose. */
export function RegistrationPage() {
  const { say } = useWords()
  const [desk] = useMyDesk('registration')
  const navigate = useNavigate()
  const { ticket: ticketId, visit: visitId } = useSearch({ strict: false }) as {
    ticket?: string
    visit?: string
  }
  const [done, setDone] = useState<Registered | null>(null)
  const open = (next: string | undefined) => {
    if (next) setDone(null)
    void navigate({ to: '/registration', search: next ? { ticket: next } : {} })
  }
  return (
    <DeskPage station="registration" desk={desk}>
      {ticketId ? (
        <Registering
          key={ticketId}
          ticketId={ticketId}
          desk={desk}
          onLeave={() => open(undefined)}
          onDone={(registered) => {
            setDone(registered)
            open(undefined)
          }}
        />
      ) : visitId ? (
        <PersonOnRecord key={visitId} visitId={visitId} onLeave={() => open(undefined)} />
      ) : (
        <div className="stack">
          {done ? <RegisteredNotice done={done} /> : null}
          <div className="two-columns">
            <CallNext stage="registration" desk={desk || say('station.registration')} onCalled={open} />
            <ShownTicket onFound={open} />
          </div>
          <section className="panel stack" aria-label={say('correct.find')}>
            <h2>{say('correct.find')}</h2>
            <PersonSearch
              onOpen={(visit) => {
                setDone(null)
                void navigate({ to: '/registration', search: { visit } })
              }}
            />
          </section>
        </div>
      )}
    </DeskPage>
  )
}

function Registering({
  ticketId,
  desk,
  onLeave,
  onDone,
}: {
  ticketId: string
  desk: string
  onLeave: () => void
  onDone: (done: Registered) => void
}) {
  const { say } = useWords()
  const found = useQuery(siteQueries.ticket(ticketId)).data
  if (!found) return <p role="status">{say('form.loading')}</p>
  const { ticket } = found
  return (
    <div className="stack">
      <CalledPerson
        ticketId={ticketId}
        stage="registration"
        number={ticket.number}
        lane={ticket.lane}
        name={ticket.holder.fullName}
        onMissed={onLeave}
      />
      <RegistrationForm ticket={ticket} desk={desk} onRegistered={(visit) => onDone({ visit, ticket })} />
    </div>
  )
}

function RegisteredNotice({ done }: { done: Registered }) {
  const { say } = useWords()
  return (
    <section className="panel result" role="status" data-testid="registered">
      <h2>{say('registration.done')}</h2>
      <TicketNumber number={done.ticket.number} lane={done.ticket.lane} />
      <p className="person-name">{done.visit.patient.fullName}</p>
      <p>{say('registration.doneHint')}</p>
    </section>
  )
}
