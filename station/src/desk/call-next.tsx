import { Button } from '@mantine/core'
import type { Stage } from '@sentra/contract'
import { EmptyState, Icon, RefusalNotice, useWords } from '@sentra/ui'
import { useCommand } from '../api/use-command.ts'
import { useQueue } from '../api/use-site.ts'
import { useShortcut } from '../form/use-shortcut.ts'
import { LaneCounts } from './lane-counts.tsx'

/** The one action of an idle desk: call the next person, by the rule of the lanes. */
export function CallNext({
  stage,
  desk,
  onCalled,
}: {
  stage: Stage
  desk: string
  onCalled: (ticketId: string) => void
}) {
  const { say } = useWords()
  const waiting = useQueue()?.waiting.filter((lane) => lane.stage === stage && lane.count > 0) ?? []
  const call = useCommand('queue.call-next')
  const callNow = async () => {
    const answer = await call.send({ stage, desk })
    if (answer) onCalled((answer.event.data as { ticketId: string }).ticketId)
  }
  useShortcut('F2', () => void callNow())
  return (
    <section className="panel stack" aria-label={say('queue.line')}>
      {waiting.length > 0 ? (
        <LaneCounts waiting={waiting} />
      ) : (
        <EmptyState icon="person" title={say('queue.nobody')}>
          <span>{say('queue.nobodyHint')}</span>
        </EmptyState>
      )}
      <RefusalNotice refusal={call.refusal} />
      <Button
        size="xl"
        fullWidth
        autoFocus
        loading={call.sending}
        onClick={() => void callNow()}
        leftSection={<Icon name="call" />}
      >
        {say('queue.callNext')}
        <kbd>F2</kbd>
      </Button>
    </section>
  )
}
