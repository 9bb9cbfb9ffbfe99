import { Button } from '@mantine/core'
import type { RefusalBody } from '@sentra/contract'
import { EmptyState, Notice, RefusalNotice } from '@sentra/ui'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { siteQueries, useStatus } from '../api/use-site.ts'
import { downloadFile } from './download-file.ts'
import { OutageRow } from './outage-row.tsx'
import { useOutageWords } from './outage-words.ts'

/** Every outage as a fact, to read here, to print and to hand on. */
export function OutageReport() {
  const { tell, say, language } = useOutageWords()
  const status = useStatus()
  const outages = useQuery(siteQueries.outages).data?.outages
  const [problem, setProblem] = useState<RefusalBody | 'no-answer' | null>(null)
  if (!status || !outages) return <p role="status">{say('form.loading')}</p>
  const download = async (extension: 'pdf' | 'csv') => {
    const answer = await downloadFile(`/v1/outages/report.${extension}?language=${language}`)
    setProblem(answer === null ? 'no-answer' : 'refusal' in answer ? answer.refusal : null)
  }
  return (
    <section className="panel stack" aria-labelledby="report-heading">
      <div className="row-spread">
        <h2 id="report-heading" style={{ margin: 0 }}>
          {tell('report')}
        </h2>
        <div className="row">
          <Button variant="default" onClick={() => void download('pdf')}>
            {tell('reportPdf')}
          </Button>
          <Button variant="default" onClick={() => void download('csv')}>
            {tell('reportCsv')}
          </Button>
        </div>
      </div>
      {problem === 'no-answer' ? (
        <Notice tone="bad">{tell('downloadFailed')}</Notice>
      ) : (
        <RefusalNotice refusal={problem} />
      )}
      {outages.length === 0 ? (
        <EmptyState icon="link" title={tell('reportNone')}>
          {tell('reportNoneHint')}
        </EmptyState>
      ) : (
        <ul className="list-plain">
          {outages
            .toSorted((one, other) => other.since.localeCompare(one.since))
            .map((outage) => (
              <OutageRow key={outage.outageId} outage={outage} timeZone={status.timeZone} />
            ))}
        </ul>
      )}
    </section>
  )
}
