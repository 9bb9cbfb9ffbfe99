import { Button } from '@mantine/core'
import type { CommandData, QueryAnswer } from '@sentra/contract'
import { Dialog, formatMoment, Icon, Notice, openPaper, QrPicture, RefusalNotice, useWords } from '@sentra/ui'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useCommand } from '../api/use-command.ts'
import { siteQueries, useMyself } from '../api/use-site.ts'
import { VoidCard } from './void-card.tsx'
import { WalletCard } from './wallet-card.tsx'

type Card = QueryAnswer<'visit'>['cards'][number]
const reasons: CommandData<'card.reprint'>['reason'][] = ['jam', 'lost', 'unreadable', 'other']

/** A card that exists: its state, its papers, and a new paper when the first was eaten by the printer. */
export function HeldCard({
  card,
  isNext,
}: {
  card: Card
  /** To print it is the one thing to do now. */
  isNext: boolean
}) {
  const { say } = useWords()
  const [reprinting, setReprinting] = useState(false)
  const [showing, setShowing] = useState(false)
  const reprint = useCommand('card.reprint')
  const mayReprint = useMyself()?.roles.includes('card-clerk')
  const live = card.state === 'live'
  const paper = (size: 'id1' | 'a6') => openPaper(`/v1/cards/${card.cardId}/paper.pdf?size=${size}`)
  return (
    <li className="panel stack-tight" data-testid={`card-${card.kind}-${card.state}`}>
      <div className="row-spread">
        <strong>{say(`cardKind.${card.kind}`)}</strong>
        <span className={`link-pill tone-${live ? 'good' : card.state === 'ready' ? 'plain' : 'warn'}`}>
          {say(`cardState.${card.state}`)}
        </span>
      </div>
      <span className="figure" style={{ fontSize: '1.2rem', overflowWrap: 'anywhere' }}>
        {card.serial}
      </span>
      <HubDecision card={card} />
      {live && card.voidRequest ? <VoidCard card={card} /> : null}
      {live && !card.voidRequest ? (
        <>
          <div className="row">
            <Button
              variant={isNext ? 'filled' : 'default'}
              onClick={() => paper('id1')}
              leftSection={<Icon name="print" />}
            >
              {say('cardDesk.printId1')}
            </Button>
            <Button variant="default" onClick={() => paper('a6')} leftSection={<Icon name="print" />}>
              {say('cardDesk.printA6')}
            </Button>
            <Button variant="default" onClick={() => setShowing(true)} leftSection={<Icon name="scan" />}>
              {say('cardDesk.showQr')}
            </Button>
            {mayReprint ? (
              <Button variant="subtle" onClick={() => setReprinting(true)}>
                {say('cardDesk.reprint')}
              </Button>
            ) : null}
          </div>
          {card.kind === 'national' ? <WalletCard card={card} /> : null}
          <VoidCard card={card} />
          <Dialog open={showing} onClose={() => setShowing(false)} title={card.serial}>
            <QrPicture text={card.text} label={say('cardDesk.qr', { serial: card.serial })} size="100%" />
          </Dialog>
        </>
      ) : null}
      <Dialog open={reprinting} onClose={() => setReprinting(false)} title={say('cardDesk.reprint')}>
        <div className="stack">
          <p>{say('cardDesk.reprintHint')}</p>
          <RefusalNotice refusal={reprint.refusal} />
          {reasons.map((reason) => (
            <Button
              key={reason}
              variant="default"
              loading={reprint.sending}
              onClick={async () => {
                if (!(await reprint.send({ cardId: card.cardId, reason }))) return
                setReprinting(false)
                paper('id1')
              }}
            >
              {say(`reprintReason.${reason}`)}
            </Button>
          ))}
        </div>
      </Dialog>
    </li>
  )
}

/** What people at the hub decided about this card, and what a clerk does about it. */
function HubDecision({ card }: { card: Card }) {
  const { say, language } = useWords()
  const status = useQuery(siteQueries.status).data
  if (!card.hubDecision || !status) return null
  const { decision, at } = card.hubDecision
  return (
    <Notice tone={decision === 'withdrawn' ? 'bad' : 'good'}>
      {say(`cardDesk.hub.${decision}`, { time: formatMoment(at, status.timeZone, language) })}
    </Notice>
  )
}
