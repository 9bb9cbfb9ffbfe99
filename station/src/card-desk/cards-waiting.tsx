import { EmptyState, useWords } from '@sentra/ui'
import { useQuery } from '@tanstack/react-query'
import { siteQueries } from '../api/use-site.ts'
import { PersonRow } from '../person/person-row.tsx'

/** Everybody who has a dose and no card in the hand yet. */
export function CardsWaiting({ onOpen }: { onOpen: (visitId: string) => void }) {
  const { say } = useWords()
  const visits = useQuery(siteQueries.visitsAtStage('card')).data?.visits
  return (
    <section className="panel stack" aria-label={say('cardDesk.waiting')}>
      <h2>{say('cardDesk.waiting')}</h2>
      {visits?.length === 0 ? <EmptyState icon="card" title={say('cardDesk.nobody')} /> : null}
      <ul className="list-plain">
        {visits?.map((visit) => (
          <PersonRow key={visit.visitId} visit={visit} onOpen={onOpen} />
        ))}
      </ul>
    </section>
  )
}
