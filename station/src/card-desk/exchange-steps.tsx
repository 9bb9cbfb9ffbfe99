import type { QueryAnswer } from '@sentra/contract'
import { useWords } from '@sentra/ui'
import { useCommand } from '../api/use-command.ts'
import { ExchangePaper } from './exchange-paper.tsx'

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
  const exchange = useCommand('card.exchange')
  if (!local) return null
  return (
    <div className="stack">
      <p style={{ margin: 0, fontWeight: 700 }}>
        {say('exchange.title', { serial: local.serial })}{' '}
        {shown ? <span style={{ color: 'var(--good)' }}>{say('exchange.scanned')}</span> : null}
      </p>
      <ExchangePaper
        label={say('exchange.confirm')}
        refusal={exchange.refusal}
        sending={exchange.sending}
        onConfirm={(paperWithdrawn) => void exchange.send({ localCardId: local.cardId, paperWithdrawn })}
      />
    </div>
  )
}
