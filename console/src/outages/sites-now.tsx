import {
  declaredReasonWords,
  type HubOutage,
  type OutageTimeline,
  outageCauseWords,
  outageTargetWords,
  outageWord,
} from '@sentra/contract'
import { EmptyState, formatCount, formatDayAndTime, sayLength } from '@sentra/ui'
import { wallTimeZone } from '../overview/age.ts'
import { useOutageWords } from './outage-words.ts'

/** Who is out at this moment: by its own word, or because nothing is heard of it. */
export function DownNow({ timeline }: { timeline: OutageTimeline }) {
  const { tell, pick, language } = useOutageWords()
  const { sites, outages } = timeline
  const open = outages.filter(({ until }) => until === null)
  const down = sites.filter(
    ({ siteId, state }) => state === 'silent' || open.some((each) => each.siteId === siteId),
  )
  const at = (instant: string) => formatDayAndTime(instant, wallTimeZone, language)
  const told = (outage: HubOutage) =>
    tell('outSince', {
      target: pick(outageWord(outageTargetWords, outage.target ?? 'hub')),
      cause: pick(
        outage.declared
          ? outageWord(declaredReasonWords, outage.declared)
          : outageWord(outageCauseWords, outage.cause),
      ),
      time: at(outage.since),
    })
  return (
    <section className="panel" aria-labelledby="down-heading">
      <h2 id="down-heading">{tell('downNow')}</h2>
      {down.length === 0 ? (
        <EmptyState icon="check" title={tell('downNone')}>
          {tell('downNoneHint')}
        </EmptyState>
      ) : (
        <ul className="outages">
          {down.map((site) => (
            <li key={site.siteId} data-down={site.siteId}>
              <strong>{site.siteName}</strong>
              {open
                .filter((outage) => outage.siteId === site.siteId)
                .map((outage) => (
                  <span key={outage.outageId}>{told(outage)}</span>
                ))}
              {site.state === 'silent' && site.lastHeardAt ? (
                <span>{tell('silentSince', { time: at(site.lastHeardAt) })}</span>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** Who still holds records, and how old the oldest of them is, by each site's last figures. */
export function BacklogBySite({ timeline }: { timeline: OutageTimeline }) {
  const { tell, language } = useOutageWords()
  const waiting = timeline.sites
    .filter(({ backlog }) => backlog > 0)
    .sort((one, other) => (one.oldestWaitingAt ?? '~').localeCompare(other.oldestWaitingAt ?? '~'))
  const at = (instant: string | null) => (instant ? formatDayAndTime(instant, wallTimeZone, language) : '–')
  return (
    <section className="panel" aria-labelledby="backlog-heading">
      <h2 id="backlog-heading">{tell('backlog')}</h2>
      {waiting.length === 0 ? (
        <EmptyState icon="check" title={tell('backlogNone')}>
          {tell('backlogNoneHint')}
        </EmptyState>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table must scroll with the keyboard too
        <section className="scroll" tabIndex={0} aria-label={tell('backlog')}>
          <table className="sites">
            <thead>
              <tr>
                <th scope="col">{tell('site')}</th>
                <th scope="col" className="number">
                  {tell('waiting')}
                </th>
                <th scope="col">{tell('oldest')}</th>
                <th scope="col">{tell('age')}</th>
                <th scope="col">{tell('heard')}</th>
              </tr>
            </thead>
            <tbody>
              {waiting.map((site) => (
                <tr key={site.siteId} data-backlog={site.siteId}>
                  <th scope="row">{site.siteName}</th>
                  <td className="number">{formatCount(site.backlog, language)}</td>
                  <td>{at(site.oldestWaitingAt)}</td>
                  <td>{site.oldestWaitingAt ? sayLength(site.oldestWaitingAt, timeline.now, tell) : '–'}</td>
                  <td>{at(site.lastHeardAt)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  )
}
