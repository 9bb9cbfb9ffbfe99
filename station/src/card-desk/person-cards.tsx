import { Button } from '@mantine/core'
import { EmptyState, formatDay, Icon, useWords } from '@sentra/ui'
import { useQuery } from '@tanstack/react-query'
import { siteQueries, useMyself } from '../api/use-site.ts'
import { CorrectButton } from '../person/correct-button.tsx'
import { PersonHeading } from '../person/person-heading.tsx'
import { CardAction } from './card-action.tsx'
import { HeldCard } from './held-card.tsx'

/**
 * One person: who, which dose, the one thing a card clerk does now, and the cards that exist.
 * The coordinator sees the same, without that one thing.
 */
export function PersonCards({
  visitId,
  shownCardId,
  onLeave,
}: {
  visitId: string
  shownCardId: string | null
  onLeave: () => void
}) {
  const { say, language } = useWords()
  const visit = useQuery({ ...siteQueries.visit(visitId), refetchInterval: 5000 }).data
  const mayAct = useMyself()?.roles.includes('card-clerk')
  if (!visit) return <p role="status">{say('form.loading')}</p>
  const { patient, immunization } = visit
  return (
    <div className="stack">
      <section className="panel stack" aria-label={say('cardDesk.person')}>
        <PersonHeading name={patient.fullName} number={visit.number} />
        <dl className="facts">
          <dt>{say('person.birthDate')}</dt>
          <dd>{formatDay(patient.birthDate, language, false)}</dd>
          <dt>{say('person.doseNumber')}</dt>
          <dd>
            {immunization
              ? `${visit.doseNumber} · ${formatDay(immunization.localDate, language, false)} · ${immunization.lotNumber}`
              : say('cardAdvice.no-dose')}
          </dd>
        </dl>
        {mayAct ? <CardAction visit={visit} shownCardId={shownCardId} /> : null}
        <CorrectButton visit={visit} />
      </section>
      <section className="panel stack" aria-label={say('cardDesk.cards')}>
        <h2>{say('cardDesk.cards')}</h2>
        {visit.cards.length === 0 ? <EmptyState icon="card" title={say('cardDesk.noCards')} /> : null}
        <ul className="list-plain">
          {visit.cards.map((card) => (
            <HeldCard key={card.cardId} card={card} isNext={visit.cardAdvice === 'done'} />
          ))}
        </ul>
      </section>
      <Button
        variant={visit.cardAdvice === 'done' ? 'filled' : 'default'}
        onClick={onLeave}
        leftSection={<Icon name="person" />}
      >
        {say(mayAct ? 'cardDesk.next' : 'cardDesk.back')}
      </Button>
    </div>
  )
}
