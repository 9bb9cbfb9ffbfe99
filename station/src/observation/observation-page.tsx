import type { QueryAnswer } from '@sentra/contract'
import { EmptyState, useWords } from '@sentra/ui'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { siteQueries, useSiteNow } from '../api/use-site.ts'
import { DeskPage } from '../desk/desk-page.tsx'
import { useMyDesk } from '../desk/my-desk.ts'
import { AefiReport } from './aefi-report.tsx'
import { ObservedPerson } from './observed-person.tsx'

export type Visit = QueryAnswer<'visit'>

/** Everybody who is being watched after a dose; who is ready to go stands first. */
export function ObservationPage() {
  const { say } = useWords()
  const [desk] = useMyDesk('observation')
  const visits = useQuery(siteQueries.visitsAtStage('observation')).data?.visits
  const [reporting, setReporting] = useState<Visit | null>(null)
  const now = useSiteNow()
  const ordered = visits?.toSorted((one, other) =>
    (one.observation?.until ?? '').localeCompare(other.observation?.until ?? ''),
  )
  return (
    <DeskPage station="observation" desk={desk} wide>
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
      {reporting ? <AefiReport visit={reporting} onDone={() => setReporting(null)} /> : null}
    </DeskPage>
  )
}
