import type { SetAsideView } from '@sentra/contract'
import { EmptyState, formatDayAndTime } from '@sentra/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { siteQueries, useStatus } from '../api/use-site.ts'
import { type OutageWord, useOutageWords } from './outage-words.ts'

type Record = SetAsideView['records'][number]

/** Records that block nothing and still need a person: whose, why, and how to mend. */
export function SetAsidePanel() {
  const { tell } = useOutageWords()
  const found = useQuery(siteQueries.setAside).data
  if (!found) return null
  const { records, fromHub, cases } = found
  const nothing = records.length + fromHub.length + cases.length === 0
  return (
    <section className="panel stack" aria-labelledby="set-aside-heading">
      <h2 id="set-aside-heading" style={{ margin: 0 }}>
        {tell('setAside')}
      </h2>
      {nothing ? (
        <EmptyState icon="check" title={tell('setAsideNone')}>
          {tell('setAsideNoneHint')}
        </EmptyState>
      ) : null}
      {records.length > 0 ? (
        <>
          <p className="soft" style={{ margin: 0 }}>
            {tell('setAsideHint')}
          </p>
          <ul className="list-plain">
            {records.map((record) => (
              <SetAsideRow key={record.seq} record={record} />
            ))}
          </ul>
        </>
      ) : null}
      {fromHub.length > 0 ? (
        <div>
          <h3>{tell('fromHub')}</h3>
          <p>{tell('fromHubMend')}</p>
          <ul>
            {fromHub.map(({ feedSeq, type, reason }) => (
              <li key={feedSeq}>
                {feedSeq} · {type}: {reason}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {cases.length > 0 ? (
        <div>
          <h3>{tell('cases')}</h3>
          <p>{tell('casesHint')}</p>
          <ul>
            {cases.map(({ caseId, kind }) => (
              <li key={caseId}>
                {kind in caseWords ? tell(caseWords[kind as keyof typeof caseWords]) : kind}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </section>
  )
}

const caseWords = {
  'second-dose': 'case_second_dose',
  'identity-collision': 'case_identity_collision',
  'refused-record': 'case_refused_record',
  'card-conflict': 'case_card_conflict',
} as const satisfies { [kind: string]: OutageWord }

function SetAsideRow({ record }: { record: Record }) {
  const { tell, language } = useOutageWords()
  const timeZone = useStatus()?.timeZone ?? 'UTC'
  const { seq, type, recordedAt, actor, reason, visitId } = record
  return (
    <li className="service-row" data-seq={seq}>
      <strong>{tell('record', { seq, type })}</strong>
      {recordedAt ? (
        <span>
          {tell('recordBy', { time: formatDayAndTime(recordedAt, timeZone, language), actor: actor ?? '' })}
        </span>
      ) : null}
      <span>{tell('hubSays', { reason })}</span>
      <span className="soft">{tell(mendOf(record))}</span>
      {visitId && record.outcome === 'refused' ? (
        <Link to="/coordinator" search={{ tab: 'cards', visit: visitId }}>
          {tell('openVisit')}
        </Link>
      ) : null}
    </li>
  )
}

function mendOf({ outcome, visitId }: Record): OutageWord {
  if (outcome === 'superseded') return 'mendSuperseded'
  return visitId ? 'mendPerson' : 'mendUpdate'
}
