import type { QueryAnswer } from '@sentra/contract'
import { formatDay, useWords } from '@sentra/ui'
import { PersonLine } from './person-line.tsx'

/** One person in a list, with what is to be done for them at the card desk. */
export function PersonRow({
  visit,
  onOpen,
}: {
  visit: QueryAnswer<'visit'>
  onOpen: (visitId: string) => void
}) {
  const { say, language } = useWords()
  return (
    <PersonLine
      number={visit.number}
      name={visit.patient.fullName}
      onOpen={() => onOpen(visit.visitId)}
      aside={
        <span className={`link-pill tone-${visit.cardAdvice === 'wait-for-national' ? 'plain' : 'good'}`}>
          {say(`cardAdvice.${visit.cardAdvice}`)}
        </span>
      }
    >
      {formatDay(visit.patient.birthDate, language, false)}
    </PersonLine>
  )
}
