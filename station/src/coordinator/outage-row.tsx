import {
  declaredReasonWords,
  type OutageView,
  outageCauseWords,
  outageTargetWords,
  outageWord,
} from '@sentra/contract'
import { formatCount, formatDayAndTime, sayLength } from '@sentra/ui'
import { useSiteNow } from '../api/use-site.ts'
import { useOutageWords } from './outage-words.ts'

/** One outage: whose, when, how long, why and by whose word, how many people it touched, when the backlog was gone. */
export function OutageRow({ outage, timeZone }: { outage: OutageView; timeZone: string }) {
  const { tell, pick, language } = useOutageWords()
  const now = useSiteNow()
  const at = (instant: string) => formatDayAndTime(instant, timeZone, language)
  const count = (value: number) => formatCount(value, language)
  const isDeclared = outage.cause === 'declared'
  const cause = outage.declared
    ? outageWord(declaredReasonWords, outage.declared.reason)
    : outageWord(outageCauseWords, outage.cause)
  const by = [outage.declaredBy, outage.endedBy ? tell('ended', { by: outage.endedBy }) : null]
  const facts: readonly (readonly [label: string, value: string | null])[] = [
    [tell('length'), sayLength(outage.since, outage.until ?? now, tell)],
    [tell('cause'), pick(cause)],
    [tell('note'), outage.declared?.note ?? null],
    [tell('by'), by.filter(Boolean).join(' · ') || null],
    [tell('people'), `${count(outage.people ?? 0)} / ${count(outage.dosesGiven)}`],
    [
      tell('cards'),
      tell('cardsOf', { cards: count(outage.localCards), exchanged: count(outage.cardsExchanged ?? 0) }),
    ],
    [tell('backlogAtEnd'), typeof outage.backlog === 'number' ? count(outage.backlog) : null],
    [
      tell('drained'),
      outage.target !== 'hub' || outage.until === null
        ? null
        : outage.drainedAt
          ? at(outage.drainedAt)
          : tell('notYet'),
    ],
  ]
  return (
    <li className="service-row" data-outage={outage.outageId}>
      <div className="row-spread">
        <strong>
          {pick(outageWord(outageTargetWords, outage.target))} · {at(outage.since)} –{' '}
          {outage.until ? at(outage.until) : tell('stillOut')}
        </strong>
        <span className={`link-pill tone-${isDeclared ? 'warn' : 'bad'}`}>
          {tell(isDeclared ? 'declared' : 'detected')}
        </span>
      </div>
      <dl className="outage-facts">
        {facts.map(([label, value]) =>
          value === null ? null : (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </li>
  )
}
