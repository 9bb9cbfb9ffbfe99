import { Button } from '@mantine/core'
import { BigNumber, formatCount, formatDay, Notice, ProgressBar, RefusalNotice, useWords } from '@sentra/ui'
import { useState } from 'react'
import { useCommand } from '../api/use-command.ts'
import { useStatus } from '../api/use-site.ts'
import { ForecastNotice } from './forecast-notice.tsx'

/** Today's quota against what was given and promised, and the opening and closing of the day. */
export function TodayPanel({ mayAct }: { mayAct: boolean }) {
  const { say, language } = useWords()
  const status = useStatus()
  if (!status) return <p role="status">{say('form.loading')}</p>
  const { today, campaign } = status
  if (!campaign) return <Notice tone="warn">{say('today.noCampaign')}</Notice>
  const count = (value: number) => formatCount(value, language)
  const quota = today.plan?.quota ?? 0
  return (
    <section className="stack" aria-label={say('coordinator.today')}>
      <div className="row-spread">
        <h2 style={{ margin: 0 }}>
          {today.day
            ? say('today.title', {
                day: today.day,
                of: campaign.days,
                date: formatDay(today.localDate, language),
              })
            : say('today.outside', { date: formatDay(today.localDate, language) })}
        </h2>
        {mayAct ? <SessionButton localDate={today.localDate} session={today.session} /> : null}
      </div>
      <ForecastNotice forecast={today.forecast} dosesLeft={today.forecastDosesLeft} day={today.day} />
      {today.plan ? (
        <div className="panel stack-tight">
          <div className="row-spread">
            <strong style={{ fontSize: '1.3rem' }}>
              {say('today.given', { given: count(today.dosesGiven), quota: count(quota) })}
            </strong>
            <span>{say('today.promised', { count: count(today.liveTickets) })}</span>
          </div>
          <ProgressBar
            value={today.dosesGiven}
            promised={today.liveTickets}
            total={quota}
            label={say('today.given', { given: today.dosesGiven, quota })}
          />
        </div>
      ) : null}
      <div className="figures" style={{ margin: 0 }}>
        <BigNumber value={count(today.dosesOnHand)} label={say('today.onHand')} />
        <BigNumber value={count(today.placesLeft)} label={say('gate.placesLeft')} />
        <BigNumber
          value={`${count(today.returnTicketsHonouredToday)}/${count(today.returnTicketsDueToday)}`}
          label={say('gate.returnsServed')}
        />
        <BigNumber
          value={count(today.promisedTomorrow)}
          label={say('today.promisedTomorrow')}
          hint={say('today.promisesLeft', { count: count(today.promisesLeft) })}
        />
        <BigNumber
          value={count(today.dosesWasted)}
          label={say('today.wasted')}
          tone={today.dosesWasted > 0 ? 'warn' : 'plain'}
        />
        <BigNumber
          value={count(today.turnedAwayToday)}
          label={say('today.turnedAway')}
          tone={today.turnedAwayToday > 0 ? 'warn' : 'plain'}
        />
      </div>
    </section>
  )
}

function SessionButton({
  localDate,
  session,
}: {
  localDate: string
  session: 'not-opened' | 'open' | 'closed'
}) {
  const { say } = useWords()
  const open = useCommand('session.open')
  const close = useCommand('session.close')
  const [sure, setSure] = useState(false)
  const refusal = open.refusal ?? close.refusal
  if (session === 'closed') return <Notice>{say('today.closed')}</Notice>
  return (
    <div className="stack-tight">
      {session === 'not-opened' ? (
        <Button size="xl" loading={open.sending} onClick={() => void open.send({ localDate })}>
          {say('today.open')}
        </Button>
      ) : sure ? (
        <Button
          color="alarm"
          size="xl"
          loading={close.sending}
          onClick={() => void close.send({ localDate })}
        >
          {say('today.closeSure')}
        </Button>
      ) : (
        <Button variant="default" onClick={() => setSure(true)}>
          {say('today.close')}
        </Button>
      )}
      <RefusalNotice refusal={refusal} />
      {close.refusal?.error === 'people-still-waiting' ? (
        <Button
          variant="default"
          loading={close.sending}
          onClick={() => void close.send({ localDate, waitingHaveLeft: true })}
        >
          {say('today.waitingHaveLeft')}
        </Button>
      ) : null}
    </div>
  )
}
