import type { HubCaseDetail, SiteSummary } from '@sentra/contract'
import { Dialog, Notice } from '@sentra/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { lookAtCase } from '../api/hub-client.ts'
import { sayAge } from '../overview/age.ts'
import { useConsoleWords } from '../words/use-console-words.ts'
import { AnswerForm } from './answer-form.tsx'
import { CaseHistory } from './case-history.tsx'
import { DecisionForm } from './decision-form.tsx'

/** One case: what happened, which cards it is about, what may be done, and what was done. */
export function CaseDialog({
  caseId,
  sites,
  now,
  onClose,
}: {
  caseId: string
  sites: readonly SiteSummary[]
  now: string
  onClose: () => void
}) {
  const { say, pick } = useConsoleWords()
  const client = useQueryClient()
  // Each look is noted at the hub under this person's name: once for each time it is opened.
  const found = useQuery({ queryKey: ['case', caseId], queryFn: () => lookAtCase(caseId), gcTime: 0 })
  const changed = (detail: HubCaseDetail) => {
    client.setQueryData(['case', caseId], detail)
    void client.invalidateQueries({ queryKey: ['cases'] })
    void client.invalidateQueries({ queryKey: ['summary'] })
  }
  const detail = found.data
  const site = sites.find(({ siteId }) => siteId === detail?.siteId)?.siteName ?? detail?.siteId
  return (
    <Dialog open title={detail ? say(`cases.${detail.kind}`) : say('cases.look')} onClose={onClose}>
      {found.isError ? <Notice tone="bad">{say('noAnswer')}</Notice> : null}
      {detail ? (
        <div className="case-detail">
          <p>{detail.words ? pick(detail.words) : detail.summary}</p>
          {detail.kind === 'refused-record' && !detail.closedAt ? (
            <Notice>{say('cases.recordAgain')}</Notice>
          ) : null}
          <p className="case-place">
            {site} · {say('cases.opened', { time: sayAge(detail.openedAt, now, say) })}
          </p>
          {detail.closedAt ? <Notice tone="good">{say('cases.isClosed')}</Notice> : null}
          <CaseCards detail={detail} />
          {detail.waitsForSecond ? <AnswerForm detail={detail} onAnswered={changed} /> : null}
          {detail.actions.length > 0 ? <DecisionForm detail={detail} onDecided={changed} /> : null}
          <CaseHistory detail={detail} now={now} />
        </div>
      ) : (
        <p role="status">{say('loading')}</p>
      )}
    </Dialog>
  )
}

function CaseCards({ detail }: { detail: HubCaseDetail }) {
  const { say } = useConsoleWords()
  if (detail.cards.length === 0) return null
  return (
    <section aria-labelledby="case-cards">
      <h3 id="case-cards">{say('cases.cards')}</h3>
      <ul className="case-cards">
        {detail.cards.map(({ cardId, kind, serial, state }) => (
          <li key={cardId}>
            <span>{say(`cases.cardKind.${kind}`)}</span> <code>{serial}</code>{' '}
            <span
              className={`pill tone-${state === 'live' ? 'good' : state === 'suspended' ? 'warn' : 'plain'}`}
            >
              {say(`cases.cardState.${state}`)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
