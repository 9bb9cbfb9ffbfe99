import { Button } from '@mantine/core'
import type { CommandData } from '@sentra/contract'
import { Notice, RefusalNotice, useWords } from '@sentra/ui'
import { useState } from 'react'
import { useCommand } from '../api/use-command.ts'
import { useMyself } from '../api/use-site.ts'

interface Asked {
  readonly requestId: string
  readonly requestedBy: string
  readonly reason: CommandData<'card.void-request'>['reason']
}

/** What somebody asked, and the second person's yes: touched twice, because it cannot be taken back. */
export function ApproveVoid({ request }: { request: Asked }) {
  const { say } = useWords()
  const [sure, setSure] = useState(false)
  const approve = useCommand('card.void-approve')
  const me = useMyself()?.staffId
  const { requestId, requestedBy, reason } = request
  const replaced = reason === 'details-corrected' || reason === 'misprinted'
  return (
    <Notice tone="warn">
      <span>{say('voidCard.asked', { who: requestedBy, reason: say(`voidReason.${reason}`) })}</span>
      <span>{say(replaced ? 'voidCard.replaced' : 'voidCard.notReplaced')}</span>
      <RefusalNotice refusal={approve.refusal} />
      {me === requestedBy ? (
        <strong>{say('voidCard.askedSelf')}</strong>
      ) : sure ? (
        <Button color="alarm" loading={approve.sending} onClick={() => void approve.send({ requestId })}>
          {say('voidCard.approveSure')}
        </Button>
      ) : (
        <Button variant="default" onClick={() => setSure(true)}>
          {say('voidCard.approve')}
        </Button>
      )}
    </Notice>
  )
}
