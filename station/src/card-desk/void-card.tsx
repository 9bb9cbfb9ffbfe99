import { Button } from '@mantine/core'
import type { CommandData, QueryAnswer } from '@sentra/contract'
import { Dialog, RefusalNotice, useWords } from '@sentra/ui'
import { useState } from 'react'
import { useCommand } from '../api/use-command.ts'
import { ApproveVoid } from './approve-void.tsx'

type Reason = CommandData<'card.void-request'>['reason']
const reasons: readonly Reason[] = ['details-corrected', 'misprinted', 'wrong-person', 'fraud']

/** A card that must not count: one person asks here, another one agrees. Until then it stays valid. */
export function VoidCard({ card }: { card: QueryAnswer<'visit'>['cards'][number] }) {
  const { say } = useWords()
  const [asking, setAsking] = useState(false)
  const request = useCommand('card.void-request')
  if (card.voidRequest) return <ApproveVoid request={card.voidRequest} />
  return (
    <>
      <Button variant="subtle" color="alarm" onClick={() => setAsking(true)}>
        {say('voidCard.ask')}
      </Button>
      <Dialog open={asking} onClose={() => setAsking(false)} title={say('voidCard.ask')}>
        <div className="stack">
          <p>{say('voidCard.hint')}</p>
          <RefusalNotice refusal={request.refusal} />
          {reasons.map((reason) => (
            <Button
              key={reason}
              variant="default"
              loading={request.sending}
              onClick={async () => {
                if (await request.send({ cardId: card.cardId, reason })) setAsking(false)
              }}
            >
              {say(`voidReason.${reason}`)}
            </Button>
          ))}
        </div>
      </Dialog>
    </>
  )
}
