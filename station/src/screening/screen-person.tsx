import { Button } from '@mantine/core'
import type { EventData } from '@sentra/contract'
import { ageYears } from '@sentra/domain'
import { formatDay, useWords } from '@sentra/ui'
import { useQuery } from '@tanstack/react-query'
import { siteQueries, useStatus } from '../api/use-site.ts'
import { CalledPerson } from '../desk/called-person.tsx'
import { NotRegistered } from '../desk/not-registered.tsx'
import { ScreeningFormView } from './screening-form.tsx'

/** The person who was called, and the form that is valid for them today. */
export function ScreenPerson({
  ticketId,
  onLeave,
  onDone,
}: {
  ticketId: string
  onLeave: () => void
  onDone: (screening: EventData<'screening.recorded'>) => void
}) {
  const { say, language } = useWords()
  const status = useStatus()
  const found = useQuery(siteQueries.ticket(ticketId)).data
  if (!found || !status) return <p role="status">{say('form.loading')}</p>
  const { ticket, visit } = found
  if (!visit) return <NotRegistered onLeave={onLeave} />
  const localDate = status.today.localDate
  const years = ageYears(visit.patient.birthDate, localDate)
  return (
    <div className="stack">
      <CalledPerson
        ticketId={ticketId}
        stage="screening"
        number={ticket.number}
        lane={ticket.lane}
        name={visit.patient.fullName}
        onMissed={onLeave}
      >
        <p style={{ margin: 0 }}>
          {formatDay(visit.patient.birthDate, language, false)} · {say('person.years', { years })} ·{' '}
          {say(`person.${visit.patient.sex}`)} ·{' '}
          <strong>{say('person.dose', { dose: visit.doseNumber })}</strong>
        </p>
      </CalledPerson>
      <ScreeningFormView
        visit={visit}
        ageYears={years}
        localDate={localDate}
        productId={status.campaign?.productId}
        onRecorded={onDone}
      />
      <Button variant="subtle" onClick={onLeave}>
        {say('form.back')}
      </Button>
    </div>
  )
}
