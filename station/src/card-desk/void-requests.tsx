import { EmptyState, useWords } from '@sentra/ui'
import { useQuery } from '@tanstack/react-query'
import { siteQueries } from '../api/use-site.ts'
import { PersonLine } from '../person/person-line.tsx'

/** Cards somebody wants void: a second person opens the case, looks, and agrees or does not. */
export function VoidRequests({
  onOpen,
  whenNone = true,
}: {
  onOpen: (visitId: string) => void
  /** Show the panel also when nobody asked. */
  whenNone?: boolean
}) {
  const { say } = useWords()
  const requests = useQuery(siteQueries.voidRequests).data?.requests
  if (!requests || (requests.length === 0 && !whenNone)) return null
  return (
    <section className="panel stack" aria-label={say('voidCard.waiting')}>
      <h2>{say('voidCard.waiting')}</h2>
      {requests.length === 0 ? <EmptyState icon="check" title={say('voidCard.nobody')} /> : null}
      <ul className="list-plain">
        {requests.map((request) => (
          <PersonLine
            key={request.requestId}
            number={request.number}
            name={request.fullName}
            onOpen={() => onOpen(request.visitId)}
          >
            {say('voidCard.asked', {
              who: request.requestedBy,
              reason: say(`voidReason.${request.reason}`),
            })}
          </PersonLine>
        ))}
      </ul>
    </section>
  )
}
