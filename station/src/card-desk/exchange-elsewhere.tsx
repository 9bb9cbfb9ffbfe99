import { Button } from '@mantine/core'
import type { EventData } from '@sentra/contract'
import { Icon, Notice, openPaper, QrPicture, useWords } from '@sentra/ui'
import { useState } from 'react'
import { useCommand } from '../api/use-command.ts'
import { ExchangePaper } from './exchange-paper.tsx'
import { WalletCard } from './wallet-card.tsx'

/** A local card of another site. The hub says who was first, so this one step needs the link. */
export function ExchangeElsewhere({
  text,
  siteId,
  onLeave,
}: {
  text: string
  siteId: string
  onLeave: () => void
}) {
  const { say } = useWords()
  const [done, setDone] = useState<EventData<'card.exchanged-elsewhere'> | null>(null)
  const exchange = useCommand('card.exchange-elsewhere')
  const confirm = async (paperWithdrawn: boolean) => {
    const answer = await exchange.send({ localCardText: text, paperWithdrawn })
    if (answer) setDone(answer.event.data as EventData<'card.exchanged-elsewhere'>)
  }
  const print = (size: 'id1' | 'a6') => openPaper(`/v1/cards/${done?.nationalCardId}/paper.pdf?size=${size}`)
  return (
    <section className="panel stack" aria-label={say('elsewhere.title', { site: siteId })}>
      <h2>{say('elsewhere.title', { site: siteId })}</h2>
      {done ? (
        <>
          <Notice tone="good">{say('elsewhere.done')}</Notice>
          <QrPicture text={done.nationalCardText} label={say('cardKind.national')} size={220} />
          <div className="row">
            <Button onClick={() => print('id1')} leftSection={<Icon name="print" />}>
              {say('cardDesk.printId1')}
            </Button>
            <Button variant="default" onClick={() => print('a6')} leftSection={<Icon name="print" />}>
              {say('cardDesk.printA6')}
            </Button>
          </div>
          <WalletCard card={{ cardId: done.nationalCardId, serial: serialOf(done.nationalCardId) }} />
        </>
      ) : (
        <>
          <p style={{ margin: 0 }}>{say('elsewhere.hint')}</p>
          <ExchangePaper
            label={say('elsewhere.confirm')}
            refusal={exchange.refusal}
            sending={exchange.sending}
            onConfirm={confirm}
          />
        </>
      )}
      <Button variant="default" onClick={onLeave}>
        {say(done ? 'cardDesk.next' : 'form.back')}
      </Button>
    </section>
  )
}

/** As on the paper of a national card: the end of its id. */
const serialOf = (nationalCardId: string) => nationalCardId.replaceAll('-', '').slice(-12).toUpperCase()
