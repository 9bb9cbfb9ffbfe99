import { Button } from '@mantine/core'
import type { OutageTimeline } from '@sentra/contract'
import { AppShell, EmptyState, formatDayAndTime, Icon, Notice } from '@sentra/ui'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { readOutageTimeline } from '../api/hub-client.ts'
import { wallTimeZone } from '../overview/age.ts'
import { OutageTable } from './outage-table.tsx'
import { useOutageWords } from './outage-words.ts'
import { BacklogBySite, DownNow } from './sites-now.tsx'
import { timeWindow, type Zoom } from './time-window.ts'
import { TimelinePicture } from './timeline-picture.tsx'
import { timelineRows } from './timeline-rows.ts'
import './outages.css'

const zooms: readonly Zoom[] = ['day', 'week', 'month']
/** As far back as the hub answers: three months. */
const daysBack = 92
const backMax: Record<Zoom, number> = { day: 91, week: 12, month: 2 }
const refreshMs = 10_000

/** All sites' outages on one timeline, who is out now, and what each site still holds. */
export function OutagesPage() {
  const { tell } = useOutageWords()
  const { data, isError } = useQuery({
    queryKey: ['outages'],
    queryFn: () => readOutageTimeline(daysBack),
    refetchInterval: refreshMs,
  })
  return (
    <AppShell
      wide
      title={<h1>{tell('title')}</h1>}
      menu={
        <a href="#overview" className="shell-button" aria-label={tell('back')} title={tell('back')}>
          <Icon name="grid" />
        </a>
      }
    >
      <div className="overview">
        {isError ? <Notice tone="bad">{tell('noAnswer')}</Notice> : null}
        {data ? (
          <>
            <DownNow timeline={data} />
            <BacklogBySite timeline={data} />
            <Timeline timeline={data} />
          </>
        ) : isError ? null : (
          <p role="status">{tell('loading')}</p>
        )}
      </div>
    </AppShell>
  )
}

function Timeline({ timeline }: { timeline: OutageTimeline }) {
  const { tell, language } = useOutageWords()
  const [zoom, setZoom] = useState<Zoom>('week')
  const [back, setBack] = useState(0)
  const window = timeWindow(Date.parse(timeline.now), zoom, back, wallTimeZone)
  const rows = timelineRows(timeline, window)
  const shown = timeline.outages.filter(
    ({ since, until }) =>
      Date.parse(since) < window.to && (until === null || Date.parse(until) >= window.from),
  )
  return (
    <section className="panel outage-panel" aria-labelledby="timeline-heading">
      <div className="outage-tools">
        <h2 id="timeline-heading">{tell('timeline')}</h2>
        <div className="outage-zoom" role="radiogroup" aria-label={tell('zoom')}>
          {zooms.map((each) => (
            <Button
              key={each}
              role="radio"
              aria-checked={zoom === each}
              variant={zoom === each ? 'filled' : 'default'}
              onClick={() => {
                setZoom(each)
                setBack(0)
              }}
            >
              {tell(each)}
            </Button>
          ))}
        </div>
        <div className="outage-zoom">
          <Button variant="default" disabled={back >= backMax[zoom]} onClick={() => setBack(back + 1)}>
            ← {tell('earlier')}
          </Button>
          <Button variant="default" disabled={back === 0} onClick={() => setBack(back - 1)}>
            {tell('later')} →
          </Button>
        </div>
        <a
          className="outage-csv"
          href={`/v1/console/outages.csv?days=${daysBack}&language=${language}`}
          download
        >
          {tell('csv')}
        </a>
      </div>
      <p className="outage-span">
        {formatDayAndTime(window.from, wallTimeZone, language)} –{' '}
        {formatDayAndTime(window.to, wallTimeZone, language)}
      </p>
      {rows.length === 0 ? (
        <EmptyState icon="check" title={tell('none')}>
          {tell('noneHint')}
        </EmptyState>
      ) : (
        <>
          <TimelinePicture rows={rows} window={window} zoom={zoom} />
          {shown.length > 0 ? <OutageTable outages={shown} now={timeline.now} /> : null}
        </>
      )}
    </section>
  )
}
