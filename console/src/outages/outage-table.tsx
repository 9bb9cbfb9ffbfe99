import {
  declaredReasonWords,
  type HubOutage,
  outageCauseWords,
  outageTargetWords,
  outageWord,
} from '@sentra/contract'
import { formatCount, formatDayAndTime, sayLength } from '@sentra/ui'
import { wallTimeZone } from '../overview/age.ts'
import { useOutageWords } from './outage-words.ts'

/** The picture in words, for the keyboard and for who listens: every outage that it shows. */
export function OutageTable({ outages, now }: { outages: readonly HubOutage[]; now: string }) {
  const { tell, pick, language } = useOutageWords()
  const at = (instant: string) => formatDayAndTime(instant, wallTimeZone, language)
  const causeOf = ({ cause, declared }: HubOutage) =>
    declared
      ? tell('declared', { reason: pick(outageWord(declaredReasonWords, declared)) })
      : pick(outageWord(outageCauseWords, cause))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table must scroll with the keyboard too
    <section className="scroll" tabIndex={0} aria-label={tell('table')}>
      <table className="sites">
        <caption className="visually-hidden">{tell('table')}</caption>
        <thead>
          <tr>
            {(['site', 'service', 'begin', 'end', 'length', 'cause'] as const).map((column) => (
              <th key={column} scope="col">
                {tell(column)}
              </th>
            ))}
            <th scope="col" className="number">
              {tell('doses')}
            </th>
            <th scope="col" className="number">
              {tell('cards')}
            </th>
          </tr>
        </thead>
        <tbody>
          {outages.map((outage) => (
            <tr key={outage.outageId} data-outage={outage.outageId}>
              <th scope="row">{outage.siteName}</th>
              <td>{pick(outageWord(outageTargetWords, outage.target ?? 'hub'))}</td>
              <td>{at(outage.since)}</td>
              <td>{outage.until ? at(outage.until) : tell('ongoing')}</td>
              <td>{sayLength(outage.since, outage.until ?? now, tell)}</td>
              <td>{causeOf(outage)}</td>
              <td className="number">{formatCount(outage.dosesGiven, language)}</td>
              <td className="number">{formatCount(outage.localCards, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
