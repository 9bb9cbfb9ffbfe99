import { Button } from '@mantine/core'
import { formatDay, useWords } from '@sentra/ui'
import { useQuery } from '@tanstack/react-query'
import { siteQueries } from '../api/use-site.ts'
import { CorrectButton } from './correct-button.tsx'
import { PersonHeading } from './person-heading.tsx'

/** Somebody who is registered already, as they are on record, and the way to correct it. */
export function PersonOnRecord({ visitId, onLeave }: { visitId: string; onLeave: () => void }) {
  const { say, language } = useWords()
  const visit = useQuery(siteQueries.visit(visitId)).data
  if (!visit) return <p role="status">{say('form.loading')}</p>
  const { patient } = visit
  return (
    <section className="panel stack" aria-label={say('cardDesk.person')}>
      <PersonHeading name={patient.fullName} number={visit.number} />
      <dl className="facts">
        <dt>{say('person.birthDate')}</dt>
        <dd>{formatDay(patient.birthDate, language, false)}</dd>
        <dt>{say('person.sex')}</dt>
        <dd>{say(`person.${patient.sex}`)}</dd>
        <dt>{say('identity.kind')}</dt>
        <dd>
          {patient.identifiers.map(({ kind, value }) => `${say(`identity.${kind}`)} ${value}`).join(', ')}
        </dd>
        <dt>{say('person.doseNumber')}</dt>
        <dd>{visit.doseNumber}</dd>
      </dl>
      <CorrectButton visit={visit} />
      <Button variant="default" onClick={onLeave}>
        {say('form.back')}
      </Button>
    </section>
  )
}
