import { formatCount, formatShortDay, useWords } from '@sentra/ui'
import { useQuery } from '@tanstack/react-query'
import { siteQueries } from '../api/use-site.ts'

/** The campaign day by day, as the closed accounts and today's figures say it. */
export function DaysTable() {
  const { say, language } = useWords()
  const days = useQuery(siteQueries.days).data?.days
  if (!days || days.length === 0) return null
  const count = (value: number | null) => (value === null ? '–' : formatCount(value, language))
  return (
    <div className="panel">
      <h2>{say('days.title')}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table must scroll with the keyboard too */}
      <section className="tables" tabIndex={0} aria-label={say('days.title')}>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{say('days.day')}</th>
              <th scope="col">{say('days.atOpening')}</th>
              <th scope="col">{say('days.quota')}</th>
              <th scope="col">{say('days.given')}</th>
              <th scope="col">{say('days.wasted')}</th>
              <th scope="col">{say('days.returnsIssued')}</th>
              <th scope="col">{say('days.returnsHonoured')}</th>
              <th scope="col">{say('days.turnedAway')}</th>
              <th scope="col">{say('days.atClose')}</th>
            </tr>
          </thead>
          <tbody>
            {days.map((day) => (
              <tr key={day.localDate}>
                <th scope="row">{`${day.day} · ${formatShortDay(day.localDate, language)}`}</th>
                <td>{count(day.dosesAtOpening)}</td>
                <td>{count(day.quota)}</td>
                <td>{count(day.dosesGiven)}</td>
                <td>{count(day.dosesWasted)}</td>
                <td>{count(day.returnTicketsIssued)}</td>
                <td>{count(day.returnTicketsHonoured)}</td>
                <td>{count(day.turnedAway)}</td>
                <td>{count(day.dosesAtClose)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  )
}
