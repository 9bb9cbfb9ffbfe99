import { useWords } from '@sentra/ui'
import { PersonCards } from '../card-desk/person-cards.tsx'
import { UncollectedCards } from '../card-desk/uncollected-cards.tsx'
import { VoidRequests } from '../card-desk/void-requests.tsx'
import { PersonSearch } from '../person/person-search.tsx'

/** The cases that need a second person: cards to make void, cards nobody fetched, data that is wrong. */
export function CardsPanel({
  visitId,
  onOpen,
}: {
  visitId: string | undefined
  onOpen: (visitId: string | undefined) => void
}) {
  const { say } = useWords()
  if (visitId)
    return (
      <PersonCards key={visitId} visitId={visitId} shownCardId={null} onLeave={() => onOpen(undefined)} />
    )
  return (
    <div className="two-columns">
      <div className="stack">
        <VoidRequests onOpen={onOpen} />
        <UncollectedCards onOpen={onOpen} />
      </div>
      <section className="panel stack" aria-label={say('correct.find')}>
        <h2>{say('correct.find')}</h2>
        <PersonSearch onOpen={onOpen} />
      </section>
    </div>
  )
}
