import { Button } from '@mantine/core'
import type { QueryAnswer } from '@sentra/contract'
import { Icon, RefusalNotice, useWords } from '@sentra/ui'
import { useState } from 'react'
import { useCommand } from '../api/use-command.ts'
import { PaperBack, type PaperState } from './paper-back.tsx'

/**
 * One for one: the local paper comes back and is punched, then the national card is handed over.
 */
export function ExchangeSteps({
  visit,
  shownCardId,
}: {
  visit: QueryAnswer<'visit'>
  shownCardId: string | null
}) {
  const { say } = useWords()
  const local = visit.cards.find((card) => card.kind === 'local' && card.state === 'live')
  const shown = local !== undefined && local.cardId === shownCardId
  const [paper, setPaper] = useState<PaperState | null>(null)
  const [missing, setMissing] = useState(false)
  const exchange = useCommand('card.exchange')
  if (!local) return null
  return (
    <div className="stack">
      <p style={{ margin: 0, fontWeight: 700 }}>
        {say('exchange.title', { serial: local.serial })}{' '}
        {shown ? <span style={{ color: 'var(--good)' }}>{say('exchange.scanned')}</span> : null}
      </p>
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
        onClick={() => {
          if (!paper) return setMissing(true)
          void exchange.send({ localCardId: local.cardId, paperWithdrawn: paper === 'punched' })
        }}
      >
        {say('exchange.confirm')}
      </Button>
    </div>
  )
}
