import { Button } from '@mantine/core'
import type { QueryAnswer } from '@sentra/contract'
import { formatDuration, Icon, Notice, RefusalNotice, useWords } from '@sentra/ui'
import { useCommand } from '../api/use-command.ts'
import { useShortcut } from '../form/use-shortcut.ts'
import { ExchangeSteps } from './exchange-steps.tsx'

type Visit = QueryAnswer<'visit'>

/** The single thing to do now for this person. Which one is the site's decision, not the clerk's. */
export function CardAction({ visit, shownCardId }: { visit: Visit; shownCardId: string | null }) {
  const { say } = useWords()
  if (visit.cards.some((card) => card.state === 'live' && card.voidRequest))
    return <Notice tone="warn">{say('voidCard.asking')}</Notice>
  switch (visit.cardAdvice) {
    case 'no-dose':
      return <Notice tone="warn">{say('cardDesk.noDose')}</Notice>
    case 'wait-for-national':
      return <Notice>{say('cardDesk.wait', { time: formatDuration(visit.waitSeconds) })}</Notice>
    case 'issue-local':
      return (
        <OneTouch
          visit={visit}
          command="local-card.issue"
          label={say('cardDesk.issueLocal')}
          hint={say('cardDesk.issueHint')}
        />
      )
    case 'hand-over-national':
      return (
        <OneTouch
          visit={visit}
          command="national-card.hand-over"
          label={say('cardDesk.handOver')}
          hint={say('cardDesk.handOverHint')}
        />
      )
    case 'exchange':
      return <ExchangeSteps visit={visit} shownCardId={shownCardId} />
    case 'done':
      return <Notice tone="good">{say('cardDesk.done')}</Notice>
    default:
      return <Notice tone="warn">{say('cardDesk.stopped')}</Notice>
  }
}

function OneTouch({
  visit,
  command,
  label,
  hint,
}: {
  visit: Visit
  command: 'local-card.issue' | 'national-card.hand-over'
  label: string
  hint: string
}) {
  const act = useCommand(command)
  const immunizationId = visit.immunization?.immunizationId
  const now = () => immunizationId && void act.send({ immunizationId })
  useShortcut('F2', now)
  return (
    <div className="stack-tight">
      <p style={{ margin: 0 }}>{hint}</p>
      <RefusalNotice refusal={act.refusal} />
      <Button size="xl" fullWidth loading={act.sending} onClick={now} leftSection={<Icon name="card" />}>
        {label}
        <kbd>F2</kbd>
      </Button>
    </div>
  )
}
