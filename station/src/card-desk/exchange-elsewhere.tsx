import { Button } from '@mantine/core'
import type { EventData } from '@sentra/contract'
import { Icon, Notice, openPaper, QrPicture, RefusalNotice, useWords } from '@sentra/ui'
import { useState } from 'react'
import { useCommand } from '../api/use-command.ts'
import { PaperBack, type PaperState } from './paper-back.tsx'

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
  const [paper, setPaper] = useState<PaperState | null>(null)
  const [missing, setMissing] = useState(false)
  const [done, setDone] = useState<EventData<'card.exchanged-elsewhere'> | null>(null)
  const exchange = useCommand('card.exchange-elsewhere')
  const confirm = async () => {
    if (!paper) return setMissing(true)
    const answer = await exchange.send({ localCardText: text, paperWithdrawn: paper === 'punched' })
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
        </>
      ) : (
        <>
          <p style={{ margin: 0 }}>{say('elsewhere.hint')}</p>
          <PaperBack
            value={paper}
            missing={missing}
            onChoose={(value) => {
              setMissing(false)
              setPaper(value)
            }}
          />
          <RefusalNotice refusal={exchange.refusal} />
          <Button
            size="xl"
            fullWidth
            loading={exchange.sending}
            leftSection={<Icon name="exchange" />}
            onClick={() => void confirm()}
          >
            {say('elsewhere.confirm')}
          </Button>
        </>
      )}
      <Button variant="default" onClick={onLeave}>
        {say(done ? 'cardDesk.next' : 'form.back')}
      </Button>
    </section>
  )
}
