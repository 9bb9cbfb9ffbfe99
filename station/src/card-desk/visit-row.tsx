import { UnstyledButton } from '@mantine/core'
import type { QueryAnswer } from '@sentra/contract'
import { formatDay, useWords } from '@sentra/ui'

/** One person in a list of this desk, with what is to be done for them. */
export function VisitRow({
  visit,
  onOpen,
}: {
  visit: QueryAnswer<'visit'>
  onOpen: (visitId: string) => void
}) {
  const { say, language } = useWords()
  return (
    <li>
      <UnstyledButton className="person-row" onClick={() => onOpen(visit.visitId)}>
        <strong className="figure" style={{ fontSize: '1.3rem' }}>
          {visit.number}
        </strong>
        <span className="person-row-text">
          <strong>{visit.patient.fullName}</strong>
          <span className="soft">{formatDay(visit.patient.birthDate, language, false)}</span>
        </span>
        <span className={`link-pill tone-${visit.cardAdvice === 'wait-for-national' ? 'plain' : 'good'}`}>
          {say(`cardAdvice.${visit.cardAdvice}`)}
        </span>
      </UnstyledButton>
    </li>
  )
}
