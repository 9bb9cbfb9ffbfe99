import { Button } from '@mantine/core'
import { wentBackBy } from '@sentra/domain'
import { CountdownRing, formatDuration, Icon, Notice, RefusalNotice, useWords } from '@sentra/ui'
import { useState } from 'react'
import { useCommand } from '../api/use-command.ts'
import type { Visit } from './observation-page.tsx'

/** One person with the time left; finished with one touch when the ring is full. */
export function ObservedPerson({
  visit,
  now,
  onReport,
}: {
  visit: Visit
  now: number
  onReport: () => void
}) {
  const { say } = useWords()
  const end = useCommand('observation.end')
  const [leaving, setLeaving] = useState(false)
  const { observation, immunization } = visit
  const dosedAt = immunization ? Date.parse(immunization.at) : now
  // The site's rule is the same for a clock that fell back. One that was put forward makes everybody seem done.
  const byWatch = wentBackBy((now - dosedAt) / 1000) || now - dosedAt > halfDayMs
  const secondsLeft = observation && !byWatch ? (Date.parse(observation.until) - now) / 1000 : 0
  const over = secondsLeft <= 0
  return (
    <li className="panel stack-tight">
      <div className="row" style={{ flexWrap: 'nowrap' }}>
        {byWatch ? (
          <Icon name="warning" size={56} />
        ) : (
          <CountdownRing
            secondsLeft={secondsLeft}
            totalSeconds={(observation?.minutes ?? 15) * 60}
            label={
              over ? say('observation.over') : say('observation.left', { time: formatDuration(secondsLeft) })
            }
          />
        )}
        <div className="person-row-text">
          <strong className="figure" style={{ fontSize: '1.5rem' }}>
            {visit.number}
          </strong>
          <span>{visit.patient.fullName}</span>
        </div>
      </div>
      {byWatch ? (
        <Notice tone="warn">{say('observation.byWatch', { minutes: observation?.minutes ?? 15 })}</Notice>
      ) : null}
      <RefusalNotice refusal={end.refusal} />
      <Button
        fullWidth
        variant={over && !byWatch ? 'filled' : 'default'}
        disabled={!over}
        loading={end.sending}
        leftSection={<Icon name="check" />}
        onClick={() => void end.send({ visitId: visit.visitId, outcome: 'well' })}
      >
        {say('observation.well')}
      </Button>
      <div className="row">
        <Button variant="default" style={{ flex: '1 0 auto' }} onClick={onReport}>
          {say('observation.report')}
        </Button>
        {over && !byWatch ? null : leaving ? (
          <Button
            color="alarm"
            style={{ flex: '1 0 auto' }}
            loading={end.sending}
            onClick={() => void end.send({ visitId: visit.visitId, outcome: 'left-early' })}
          >
            {say('observation.leftSure')}
          </Button>
        ) : (
          <Button variant="subtle" style={{ flex: '1 0 auto' }} onClick={() => setLeaving(true)}>
            {say('observation.leftEarly')}
          </Button>
        )}
      </div>
    </li>
  )
}

/** Nobody sits so long: the clock was changed. */
const halfDayMs = 12 * 3_600_000
