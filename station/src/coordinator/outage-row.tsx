import type { OutageView } from '@sentra/contract'
import { formatShortDay, formatTime, useWords } from '@sentra/ui'

/** One outage: when, how long, how many people it touched, when the backlog was gone. */
export function OutageRow({ outage, timeZone }: { outage: OutageView; timeZone: string }) {
  const { say, language } = useWords()
  const time = (instant: string) => formatTime(instant, timeZone, language)
  return (
    <li className="person-row">
      <span className="person-row-text">
        <strong>
          {formatShortDay(localDay(outage.since, timeZone), language)} · {time(outage.since)} –{' '}
          {outage.until ? time(outage.until) : say('linkPanel.stillDown')}
        </strong>
        <span>
          {say('linkPanel.during', { doses: outage.dosesGiven, cards: outage.localCards })}
          {outage.drainedAt ? ` ${say('linkPanel.drained', { time: time(outage.drainedAt) })}` : ''}
        </span>
      </span>
    </li>
  )
}

const localDay = (instant: string, timeZone: string) =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    new Date(instant),
  )
