import type { LinkView } from '@sentra/contract'
import { formatCount, formatTimeFrom } from '../language/format.ts'
import { useWords } from '../language/use-words.ts'

const tones = { up: 'good', slow: 'warn', down: 'bad', unknown: 'plain' } as const

/**
 * The link to the national hub in one line. Down is a mode, not an error: it says since when,
 * how much waits here, and when that will be done.
 */
export function LinkPill({ link, timeZone, now }: { link: LinkView; timeZone: string; now: string }) {
  const { say, language } = useWords()
  const waiting =
    link.waiting > 0 && link.state !== 'unknown'
      ? link.doneBy
        ? say('link.waitingUntil', {
            count: formatCount(link.waiting, language),
            time: formatTimeFrom(now, link.doneBy, timeZone, language),
          })
        : say('link.waiting', { count: formatCount(link.waiting, language) })
      : null
  return (
    <span className={`link-pill tone-${tones[link.state]}`} role="status" data-link={link.state}>
      <span className="link-dot" aria-hidden="true" />
      <span>
        {say(`link.${link.state}`)}
        {link.since && link.state !== 'up' && link.state !== 'unknown'
          ? ` ${say('link.since', { time: formatTimeFrom(now, link.since, timeZone, language) })}`
          : ''}
      </span>
      {waiting ? <span className="link-waiting">· {waiting}</span> : null}
    </span>
  )
}
