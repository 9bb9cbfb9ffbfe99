import { formatCount, formatDayAndTime, Notice, sayMinutes } from '@sentra/ui'
import { useSiteNow, useStatus } from '../api/use-site.ts'
import { useOutageWords } from './outage-words.ts'
import { SetAsidePanel } from './set-aside-panel.tsx'
import { LogTrouble, QuarantineTrouble } from './trouble-panel.tsx'
import './link-panel.css'

/** A day and some hours: the evening's backup may be made a little later than yesterday's. */
const backupOldMs = 30 * 3_600_000

/** Whether what is written here is safe, and when it is not: what happened, what stands, what to do, whom to call. */
export function SafetyPanel() {
  const { tell, say, language } = useOutageWords()
  const status = useStatus()
  const now = useSiteNow()
  if (!status?.safety) return <p role="status">{say('form.loading')}</p>
  const { safety, timeZone } = status
  const { scrub, backup, diskFreeShare } = safety
  const at = (instant: string) => formatDayAndTime(instant, timeZone, language)
  const count = (value: number) => formatCount(value, language)
  const clockWords = (clock: typeof safety.clock) => {
    if (!clock) return tell('clockFine')
    const time = sayMinutes(Math.abs(clock.minutesBehind), tell)
    if (clock.kind === 'went-back') return tell('clockBehindLog', { time })
    return tell(clock.minutesBehind > 0 ? 'clockBehindHub' : 'clockAheadOfHub', { time })
  }
  // A copy of damaged data would replace a good one.
  const backupOld = safety.log !== 'damaged' && (!backup || now - Date.parse(backup.at) > backupOldMs)
  return (
    <div className="stack">
      <LogTrouble status={status} />
      <QuarantineTrouble status={status} />
      <section className="stack" aria-labelledby="safety-heading">
        <h2 id="safety-heading" style={{ margin: 0 }}>
          {tell('safetyTab')}
        </h2>
        {safety.diskLow ? <Notice tone="bad">{tell('diskLow')}</Notice> : null}
        {safety.clock ? <Notice tone="warn">{tell('clockMend')}</Notice> : null}
        <div className="panel stack-tight">
          <dl className="facts">
            <dt>{tell('logLabel')}</dt>
            <dd>
              {tell(
                safety.log === 'accepting'
                  ? 'logAccepting'
                  : safety.log === 'damaged'
                    ? 'logDamaged'
                    : 'logStopped',
              )}
            </dd>
            <dt>{tell('disk')}</dt>
            <dd>{diskFreeShare === null ? tell('diskUnknown') : `${Math.floor(diskFreeShare * 100)} %`}</dd>
            <dt>{tell('clockLabel')}</dt>
            <dd>{clockWords(safety.clock)}</dd>
            <dt>{tell('scrub')}</dt>
            <dd>
              {scrub === null
                ? tell('scrubNone')
                : tell(scrub.sound ? 'scrubSound' : 'scrubBad', {
                    time: at(scrub.at),
                    count: count(scrub.events),
                  })}
            </dd>
            <dt>{tell('backup')}</dt>
            <dd>
              {backup
                ? tell('backupMade', { time: at(backup.at), count: count(backup.events) })
                : tell('backupNone')}
            </dd>
          </dl>
          {backupOld ? (
            <Notice tone="warn">
              {tell('backupOld')}
              <code className="command">{`sentra site backup --to /media/usb/${status.siteId}.sentra`}</code>
            </Notice>
          ) : null}
        </div>
      </section>
      <SetAsidePanel />
    </div>
  )
}
