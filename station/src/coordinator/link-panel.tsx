import { BigNumber, EmptyState, formatCount, formatTime, useWords } from '@sentra/ui'
import { useQuery } from '@tanstack/react-query'
import { siteQueries, useStatus } from '../api/use-site.ts'
import { OutageRow } from './outage-row.tsx'

/** The link to the national hub: what waits here, when that is done, and every outage as a fact. */
export function LinkPanel() {
  const { say, language } = useWords()
  const status = useStatus()
  const outages = useQuery(siteQueries.outages).data?.outages
  if (!status) return <p role="status">{say('form.loading')}</p>
  const { link, timeZone } = status
  const tone = link.state === 'up' ? 'good' : link.state === 'down' ? 'bad' : 'warn'
  return (
    <section className="stack" aria-label={say('coordinator.link')}>
      <div className="figures" style={{ margin: 0 }}>
        <BigNumber
          value={say(`linkPanel.short.${link.state}`)}
          label={say('linkPanel.hub')}
          tone={tone}
          {...(link.since
            ? { hint: say('link.since', { time: formatTime(link.since, timeZone, language) }) }
            : {})}
        />
        <BigNumber value={formatCount(link.waiting, language)} label={say('linkPanel.waiting')} />
        <BigNumber
          value={
            link.waiting === 0
              ? say('linkPanel.nothing')
              : link.doneBy
                ? formatTime(link.doneBy, timeZone, language)
                : '–'
          }
          label={say('linkPanel.doneBy')}
        />
        <BigNumber value={formatCount(link.receiptedSize, language)} label={say('linkPanel.receipted')} />
      </div>
      <div className="panel">
        <h2>{say('linkPanel.outages')}</h2>
        {outages?.length === 0 ? <EmptyState icon="link" title={say('linkPanel.noOutage')} /> : null}
        <ul className="list-plain">
          {outages
            ?.toSorted((one, other) => other.since.localeCompare(one.since))
            .map((outage) => (
              <OutageRow key={outage.outageId} outage={outage} timeZone={timeZone} />
            ))}
        </ul>
      </div>
    </section>
  )
}
