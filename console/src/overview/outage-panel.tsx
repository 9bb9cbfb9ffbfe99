import {
  type HubOutage,
  type Language,
  outageCauseWords,
  outageTargetWords,
  outageWord,
} from '@sentra/contract'
import { EmptyState, formatCount, formatDuration, formatShortDay, formatTime } from '@sentra/ui'
import { useOutageWords } from '../outages/outage-words.ts'
import { useConsoleWords } from '../words/use-console-words.ts'
import { wallTimeZone } from './age.ts'
import { outageTimeline } from './outage-spans.ts'

/** The newest; the whole history is in the journals. */
const listedMax = 20

/** When sites were cut off: all on one time axis, then the list with what was done meanwhile. */
export function OutagePanel({ outages, now }: { outages: readonly HubOutage[]; now: string }) {
  const { say, language } = useConsoleWords()
  const { tell, pick } = useOutageWords()
  return (
    <section className="panel" aria-labelledby="outages-heading">
      <h2 id="outages-heading">{say('outages.heading')}</h2>
      <a className="outage-link" href="#outages">
        {tell('open')}
      </a>
      {outages.length === 0 ? (
        <EmptyState icon="check" title={say('outages.none')}>
          {say('outages.noneRemedy')}
        </EmptyState>
      ) : (
        <>
          <Timeline outages={outages} now={now} />
          <ul className="outages">
            {outages.slice(0, listedMax).map((outage) => (
              <li key={outage.outageId}>
                <strong>{outage.siteName}</strong>
                <span>
                  {sayMoment(outage.since, language)} –{' '}
                  {outage.until ? sayMoment(outage.until, language) : say('outages.ongoing')}
                </span>
                <span>
                  {say('outages.length')}: {lengthOf(outage, now)}
                </span>
                <span>
                  {say('outages.during')}: {formatCount(outage.dosesGiven, language)} /{' '}
                  {formatCount(outage.localCards, language)}
                </span>
                <span>
                  {pick(outageWord(outageTargetWords, outage.target ?? 'hub'))}:{' '}
                  {pick(outageWord(outageCauseWords, outage.cause))}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function Timeline({ outages, now }: { outages: readonly HubOutage[]; now: string }) {
  const { say, language } = useConsoleWords()
  const timeline = outageTimeline(outages, now)
  if (!timeline) return null
  const from = sayMoment(timeline.from, language)
  const until = sayMoment(timeline.until, language)
  return (
    <div className="timeline" role="img" aria-label={say('outages.timeline', { from, until })}>
      {timeline.lines.map((line) => (
        <div key={line.siteId} className="timeline-line">
          <span className="timeline-name">{line.siteName}</span>
          <div className="timeline-track">
            {line.spans.map((span) => (
              <span
                key={span.outageId}
                className={span.ongoing ? 'timeline-span timeline-ongoing' : 'timeline-span'}
                style={{ left: `${span.left}%`, width: `${span.width}%` }}
              />
            ))}
          </div>
        </div>
      ))}
      <div className="timeline-axis">
        <span>{from}</span>
        <span>{until}</span>
      </div>
    </div>
  )
}

function lengthOf({ since, until }: HubOutage, now: string): string {
  return formatDuration((Date.parse(until ?? now) - Date.parse(since)) / 1000)
}

function sayMoment(instant: string, language: Language): string {
  const day = new Date(Date.parse(instant) - new Date(instant).getTimezoneOffset() * 60_000)
  return `${formatShortDay(day.toISOString().slice(0, 10), language)} ${formatTime(instant, wallTimeZone, language)}`
}
