import { stages, stageWords } from '@sentra/contract'
import { EmptyState, useWords } from '@sentra/ui'
import { useQueue } from '../api/use-site.ts'
import { LaneCounts } from '../desk/lane-counts.tsx'

/** Where the people are: each stage with its lanes and the longest wait. */
export function LinePanel() {
  const { say, pick } = useWords()
  const queue = useQueue()
  if (!queue) return <p role="status">{say('form.loading')}</p>
  const busy = stages.filter((stage) => queue.waiting.some((row) => row.stage === stage && row.count > 0))
  return (
    <section className="stack" aria-label={say('coordinator.line')}>
      {busy.length === 0 ? <EmptyState icon="person" title={say('queue.nobody')} /> : null}
      {busy.map((stage) => (
        <div className="panel" key={stage}>
          <h2>{pick(stageWords[stage])}</h2>
          <LaneCounts waiting={queue.waiting.filter((row) => row.stage === stage && row.count > 0)} />
        </div>
      ))}
    </section>
  )
}
