import { Button } from '@mantine/core'
import { type Lane, laneWords, type Stage } from '@sentra/contract'
import { RefusalNotice, TicketNumber, useWords } from '@sentra/ui'
import type { ReactNode } from 'react'
import { useCommand } from '../api/use-command.ts'

/** Who should be standing at the desk now, and what to do when they are not. */
export function CalledPerson({
  ticketId,
  stage,
  number,
  lane,
  name,
  children,
  onMissed,
}: {
  ticketId: string
  stage: Stage
  number: string
  lane: Lane
  name: string
  children?: ReactNode
  onMissed: () => void
}) {
  const { say, pick } = useWords()
  const miss = useCommand('queue.miss')
  return (
    <section className="panel row-spread" aria-label={say('queue.called')}>
      <div className="row" style={{ flex: '1 1 260px', flexWrap: 'nowrap' }}>
        <TicketNumber number={number} lane={lane} laneName={pick(laneWords[lane])} />
        <div style={{ minWidth: 0 }}>
          <p className="person-name">{name}</p>
          {children}
        </div>
      </div>
      <Button
        variant="default"
        loading={miss.sending}
        onClick={async () => {
          if (await miss.send({ ticketId, stage })) onMissed()
        }}
      >
        {say('queue.missed')}
      </Button>
      <RefusalNotice refusal={miss.refusal} />
    </section>
  )
}
