import { lanes, laneWords, type QueryAnswer, stageWords } from '@sentra/contract'
import { BrightnessSwitch, formatCount, formatTime, LanguageSwitch, useWords } from '@sentra/ui'
import { useQueue, useSiteNow, useStatus } from '../api/use-site.ts'
import { SiteBanner } from '../desk/site-banner.tsx'
import { SitePill } from '../desk/site-pill.tsx'
import { latestCalls } from './latest-calls.ts'
import './board.css'

/** The projector: who goes where, in numbers only. Needs no sign-in and shows nobody's name. */
export function BoardPage() {
  const { say, pick, language } = useWords()
  const status = useStatus()
  const queue = useQueue()
  const now = useSiteNow()
  const latest = latestCalls(queue?.called ?? [], now)
  const ready = queue?.observing.filter((one) => Date.parse(one.until) <= now) ?? []
  const clockIsWrong = Boolean(status?.safety?.clock)
  const today = status?.today
  return (
    <div className="board">
      <SiteBanner />
      <header className="board-header">
        <h1>{status?.campaign?.placeName ?? status?.siteName ?? 'Sentra'}</h1>
        <SitePill />
        <span className="board-clock figure">{status ? formatTime(now, status.timeZone, language) : ''}</span>
        <span className="row no-print">
          <LanguageSwitch />
          <BrightnessSwitch />
        </span>
      </header>
      <main className="board-work">
        <section className="board-called" aria-label={say('board.called')} aria-live="polite">
          <h2>{say('board.called')}</h2>
          {latest.length === 0 ? <p className="board-empty">{say('board.nobody')}</p> : null}
          <ol>
            {latest.map((call, index) => (
              <li key={`${call.number}-${call.stage}-${call.at}`} data-latest={index === 0}>
                <span className="figure">{call.number}</span>
                <span className="board-desk">
                  <span>{pick(stageWords[call.stage])}</span>
                  <strong>{call.desk}</strong>
                </span>
              </li>
            ))}
          </ol>
        </section>
        <aside className="board-side">
          <section aria-label={say('board.waiting')}>
            <h2>{say('board.waiting')}</h2>
            <LaneTotals waiting={queue?.waiting ?? []} />
          </section>
          {clockIsWrong || ready.length > 0 ? (
            <section aria-label={say('board.observed')}>
              <h2>{say('board.observed')}</h2>
              {clockIsWrong ? (
                <p>{say('board.askObservation')}</p>
              ) : (
                <p className="board-numbers figure">{ready.map((one) => one.number).join('  ')}</p>
              )}
            </section>
          ) : null}
          {today?.plan ? (
            <section aria-label={say('board.today')}>
              <h2>{say('board.today')}</h2>
              <dl className="board-facts">
                <dt>{say('board.given')}</dt>
                <dd className="figure">
                  {formatCount(today.dosesGiven, language)} / {formatCount(today.plan.quota, language)}
                </dd>
                <dt>{say('gate.placesLeft')}</dt>
                <dd className="figure">{formatCount(today.placesLeft, language)}</dd>
                <dt>{say('gate.promisesLeft')}</dt>
                <dd className="figure">{formatCount(today.promisesLeft, language)}</dd>
              </dl>
            </section>
          ) : null}
        </aside>
      </main>
    </div>
  )
}

function LaneTotals({ waiting }: { waiting: QueryAnswer<'queue'>['waiting'] }) {
  const { say, pick, language } = useWords()
  return (
    <ul className="board-lanes">
      {lanes.map((lane) => {
        const first = waiting.filter((row) => row.lane === lane && row.stage === 'registration')
        const count = first.reduce((sum, row) => sum + row.count, 0)
        const next = first.flatMap((row) => row.next).slice(0, 4)
        if (count === 0 && lane === 'emergency') return null
        return (
          <li key={lane} style={{ background: `var(--lane-${lane})` }}>
            <strong className="figure">{formatCount(count, language)}</strong>
            <span>
              {pick(laneWords[lane])}
              {next.length > 0 ? (
                <span className="board-next">
                  {say('board.next')}
                  {next.map((number) => (
                    <span key={number}>{number}</span>
                  ))}
                </span>
              ) : null}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
