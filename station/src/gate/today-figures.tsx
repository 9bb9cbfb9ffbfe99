import { BigNumber, formatCount, Notice, useWords } from '@sentra/ui'
import { useStatus } from '../api/use-site.ts'

/** What the gate can still give: places today, promises for tomorrow. */
export function TodayFigures() {
  const { say, language } = useWords()
  const today = useStatus()?.today
  if (!today) return null
  if (today.session !== 'open')
    return (
      <div style={{ marginBottom: 16 }}>
        <Notice tone="warn">
          {say(today.session === 'closed' ? 'gate.sessionClosed' : 'gate.sessionNotOpen')}
        </Notice>
      </div>
    )
  const count = (value: number) => formatCount(value, language)
  return (
    <section className="figures" aria-label={say('gate.figures')}>
      <BigNumber
        value={count(today.placesLeft)}
        label={say('gate.placesLeft')}
        tone={today.placesLeft === 0 ? 'bad' : today.placesLeft <= 20 ? 'warn' : 'good'}
      />
      <BigNumber
        value={count(today.promisesLeft)}
        label={say('gate.promisesLeft')}
        tone={today.promisesLeft === 0 ? 'bad' : 'plain'}
      />
      <BigNumber
        value={`${count(today.returnTicketsHonouredToday)}/${count(today.returnTicketsDueToday)}`}
        label={say('gate.returnsServed')}
      />
    </section>
  )
}
