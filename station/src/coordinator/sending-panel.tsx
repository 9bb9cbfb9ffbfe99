import type { LinkView } from '@sentra/contract'
import { BigNumber, formatCount, formatDayAndTime, formatTime, formatTimeFrom, ProgressBar } from '@sentra/ui'
import { useStatus } from '../api/use-site.ts'
import { type OutageWord, useOutageWords } from './outage-words.ts'

/** How the sending goes: what waits, how fast, when it is done, what goes now, when the hub last vouched for anything. */
export function SendingPanel() {
  const { say, tell, language } = useOutageWords()
  const status = useStatus()
  if (!status) return <p role="status">{say('form.loading')}</p>
  const { link, timeZone } = status
  const { sending } = link
  const count = (value: number) => formatCount(value, language)
  return (
    <section className="stack" aria-labelledby="sending-heading">
      <h2 id="sending-heading">{tell('sending')}</h2>
      <div className="figures" style={{ margin: 0 }}>
        <BigNumber
          value={count(link.waiting)}
          label={say('linkPanel.waiting')}
          {...(link.ratePerSecond > 0
            ? { hint: `${count(Math.round(link.ratePerSecond * 60))} ${tell('rate')}` }
            : {})}
        />
        <BigNumber
          value={
            link.waiting === 0
              ? say('linkPanel.nothing')
              : link.doneBy
                ? formatTimeFrom(status.now, link.doneBy, timeZone, language)
                : '–'
          }
          label={say('linkPanel.doneBy')}
        />
      </div>
      <div className="panel">
        <dl className="facts">
          <dt>{say('linkPanel.hub')}</dt>
          <dd>
            {say(`link.${link.state}`)}
            {link.since && link.state !== 'up'
              ? ` ${say('link.since', { time: formatTime(link.since, timeZone, language) })}`
              : ''}
          </dd>
          <dt>{tell('sendingNow')}</dt>
          <dd>{tell(whatGoes(link))}</dd>
          <dt>{tell('lastReceipt')}</dt>
          <dd>
            {sending?.lastReceiptAt
              ? formatDayAndTime(sending.lastReceiptAt, timeZone, language)
              : tell('never')}
          </dd>
          {link.lastError && link.state !== 'up' ? (
            <>
              <dt>{tell('lastAnswer')}</dt>
              <dd>{link.lastError}</dd>
            </>
          ) : null}
        </dl>
      </div>
      {link.waiting > 0 ? (
        <div className="panel stack-tight">
          <strong>
            {tell('progress', {
              sent: count(link.receiptedSize),
              all: count(link.receiptedSize + link.waiting),
            })}
          </strong>
          <ProgressBar
            value={link.receiptedSize}
            total={link.receiptedSize + link.waiting}
            label={tell('sending')}
          />
          <span className="soft">
            {sending?.oldestWaitingAt
              ? `${tell('oldest', { time: formatDayAndTime(sending.oldestWaitingAt, timeZone, language) })} `
              : ''}
            {tell('order')}
          </span>
        </div>
      ) : null}
    </section>
  )
}

function whatGoes({ sending, waiting }: LinkView): OutageWord {
  if (sending?.phase === 'quarantined') return 'whatQuarantined'
  if (sending?.phase === 'waiting' || (sending?.phase === 'stopped' && waiting > 0)) return 'whatWaiting'
  if (sending?.what === 'tally') return 'whatTally'
  if (sending?.what === 'live') return 'whatLive'
  return sending?.what === 'backlog' ? 'whatBacklog' : 'whatNothing'
}
