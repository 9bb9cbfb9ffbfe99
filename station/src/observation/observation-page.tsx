import type { EventData, QueryAnswer } from '@sentra/contract'
import { EmptyState, formatMoment, Notice, useWords } from '@sentra/ui'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { siteQueries, useSiteNow, useStatus } from '../api/use-site.ts'
import { DeskPage } from '../desk/desk-page.tsx'
import { useMyDesk } from '../desk/my-desk.ts'
import { AefiReport } from './aefi-report.tsx'
import { ObservedPerson } from './observed-person.tsx'

export type Visit = QueryAnswer<'visit'>

/** The last report made here stays in sight: it has a deadline somebody must keep. */
interface Reported {
  readonly number: string
  readonly report: EventData<'aefi.reported'>
}

/** Everybody who is being watched after a dose; who is ready to go stands first. */
export function ObservationPage() {
  const { say, language } = useWords()
  const status = useStatus()
  const [reported, setReported] = useState<Reported | null>(null)
  const [desk] = useMyDesk('observation')
  const visits = useQuery(siteQueries.visitsAtStage('observation')).data?.visits
  const [reporting, setReporting] = useState<Visit | null>(null)
  const now = useSiteNow()
  const ordered = visits?.toSorted((one, other) =>
    (one.observation?.until ?? '').localeCompare(other.observation?.until ?? ''),
  )
  return (
    <DeskPage station="observation" desk={desk} wide>
      {reported && status ? (
        <div style={{ marginBottom: 16 }}>
          <Notice tone={reported.report.serious ? 'warn' : 'good'}>
            {say(reported.report.serious ? 'aefi.doneSerious' : 'aefi.done', {
              number: reported.number,
              due: formatMoment(reported.report.reportBy, status.timeZone, language),
            })}
          </Notice>
        </div>
      ) : null}
      {ordered?.length === 0 ? (
        <EmptyState icon="observation" title={say('observation.nobody')}>
          <span>{say('observation.nobodyHint')}</span>
        </EmptyState>
      ) : null}
      <ul className="observed">
        {ordered?.map((visit) => (
          <ObservedPerson key={visit.visitId} visit={visit} now={now} onReport={() => setReporting(visit)} />
        ))}
      </ul>
      {reporting ? (
        <AefiReport
          visit={reporting}
          onClose={() => setReporting(null)}
          onReported={(report) => {
            setReported({ number: reporting.number, report })
            setReporting(null)
          }}
        />
      ) : null}
    </DeskPage>
  )
}
