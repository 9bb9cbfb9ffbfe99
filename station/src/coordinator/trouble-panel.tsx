import type { QuarantineView, SiteStatus } from '@sentra/contract'
import { formatCount } from '@sentra/ui'
import type { ReactNode } from 'react'
import { type OutageWord, useOutageWords } from './outage-words.ts'

/** One trouble as a page for somebody who meets it for the first time, perhaps at six in the morning. */
function Trouble({
  title,
  happened,
  stands,
  steps,
  readOut,
}: {
  title: string
  happened: ReactNode
  stands: string
  steps: readonly (readonly [step: string, command?: string])[]
  readOut: string
}) {
  const { tell } = useOutageWords()
  return (
    <section className="panel trouble" aria-label={title}>
      <h2>{title}</h2>
      <h3>{tell('whatHappened')}</h3>
      <p>{happened}</p>
      <h3>{tell('whatStands')}</h3>
      <p>{stands}</p>
      <h3>{tell('whatNext')}</h3>
      <ol className="steps">
        {steps.map(([step, command]) => (
          <li key={step}>
            {step}
            {command ? <code className="command">{command}</code> : null}
          </li>
        ))}
      </ol>
      <h3>{tell('whomToCall')}</h3>
      <p>{tell('hubOperator')}</p>
      <p className="soft">
        {tell('readOut')}: {readOut}
      </p>
    </section>
  )
}

function useReadOut(status: SiteStatus, reason: string): string {
  const { tell, language } = useOutageWords()
  return tell('siteFacts', {
    site: status.siteId,
    epoch: status.epoch,
    size: formatCount(status.logSize, language),
    receipted: formatCount(status.link.receiptedSize, language),
    reason,
  })
}

/** The file is damaged, or the disk does not take more. Nothing when all is well. */
export function LogTrouble({ status }: { status: SiteStatus }) {
  const { tell, language } = useOutageWords()
  const { safety, siteId, link } = status
  const readOut = useReadOut(status, safety?.reason ?? '')
  if (!safety || safety.log === 'accepting') return null
  if (safety.log === 'stopped')
    return (
      <Trouble
        title={tell('stoppedTitle')}
        happened={tell('stoppedWhat', { reason: safety.reason ?? '' })}
        stands={tell('stoppedStands')}
        steps={[[tell('stoppedNext1')], [tell('stoppedNext2'), 'sentra site start']]}
        readOut={readOut}
      />
    )
  return (
    <Trouble
      title={tell('damagedTitle')}
      happened={tell('damagedWhat')}
      stands={tell('damagedStands', { receipted: formatCount(link.receiptedSize, language) })}
      steps={[
        [tell('damagedNext1')],
        [tell('damagedNext2')],
        [tell('damagedNext3'), `sentra site restore --from /media/usb/${siteId}.sentra`],
        [tell('damagedNext4'), 'sentra site start --hub https://… --enrolment-code …'],
      ]}
      readOut={readOut}
    />
  )
}

/** The hub holds another history of this site, or does not know this one yet. Nothing when it agrees. */
export function QuarantineTrouble({ status }: { status: SiteStatus }) {
  const { tell } = useOutageWords()
  const quarantine = status.link.quarantine
  const readOut = useReadOut(status, quarantine?.reason ?? '')
  if (!quarantine) return null
  const enrol = [tell('quarantineNext3'), 'sentra site start --hub https://… --enrolment-code …'] as const
  const join = [
    [tell('quarantineNext1')],
    [tell('quarantineNext2'), 'sentra site restore --from <site.db>'],
  ] as const
  return (
    <Trouble
      title={tell(quarantine.reason === 'new-epoch' ? 'newEpochTitle' : 'quarantineTitle')}
      happened={tell(whys[quarantine.reason])}
      stands={tell('quarantineStands')}
      steps={quarantine.reason === 'new-epoch' ? [enrol] : [...join, enrol]}
      readOut={readOut}
    />
  )
}

const whys = {
  'hub-ahead': 'why_hub_ahead',
  fork: 'why_fork',
  'wrong-epoch': 'why_wrong_epoch',
  'new-epoch': 'why_new_epoch',
} as const satisfies { [reason in QuarantineView['reason']]: OutageWord }
