import { EmptyState, formatCount, formatDay, useWords } from '@sentra/ui'
import { useQuery } from '@tanstack/react-query'
import { siteQueries } from '../api/use-site.ts'
import { PersonLine } from '../person/person-line.tsx'

/** National cards that came and nobody has: whose local card ends soonest is called first. */
export function UncollectedCards({ onOpen }: { onOpen: (visitId: string) => void }) {
  const { say, language } = useWords()
  const found = useQuery(siteQueries.uncollectedCards).data
  if (!found) return null
  const more = found.total - found.cards.length
  return (
    <section className="panel stack" aria-label={say('uncollected.title')}>
      <h2>
        {say('uncollected.title')} ({formatCount(found.total, language)})
      </h2>
      {found.total === 0 ? <EmptyState icon="check" title={say('uncollected.nobody')} /> : null}
      <ul className="list-plain">
        {found.cards.map((card) => (
          <PersonLine
            key={card.immunizationId}
            number={card.number}
            name={card.fullName}
            onOpen={() => onOpen(card.visitId)}
          >
            {card.localExpiresOn
              ? say('uncollected.local', { day: formatDay(card.localExpiresOn, language, false) })
              : say('uncollected.noLocal')}
          </PersonLine>
        ))}
        {more > 0 ? <li>{say('uncollected.more', { count: formatCount(more, language) })}</li> : null}
      </ul>
    </section>
  )
}
