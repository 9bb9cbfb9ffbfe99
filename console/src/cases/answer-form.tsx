import { Button, Textarea } from '@mantine/core'
import type { HubCaseDetail } from '@sentra/contract'
import { Notice, RefusalNotice } from '@sentra/ui'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { answerDecision, RefusedError } from '../api/hub-client.ts'
import { useMyself } from '../people/use-myself.ts'
import { useConsoleWords } from '../words/use-console-words.ts'
import { isReason, reasonLengthMax } from './reason.ts'

/** The second person's yes or no; whoever asked can only take it back. */
export function AnswerForm({
  detail,
  onAnswered,
}: {
  detail: HubCaseDetail
  onAnswered: (detail: HubCaseDetail) => void
}) {
  const { say } = useConsoleWords()
  const isAdministrator = useMyself()?.role === 'administrator'
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const waiting = detail.decisions.find(({ state }) => state === 'waiting')
  const answering = useMutation({
    mutationFn: (agrees: boolean) =>
      answerDecision(detail.caseId, waiting?.decisionId ?? '', { agrees, reason: reason.trim() }),
    onSuccess: onAnswered,
  })
  if (!waiting) return null
  const refusal = answering.error instanceof RefusedError ? answering.error.refusal : null
  const serial = detail.cards.find(({ cardId }) => cardId === waiting.cardId)?.serial ?? ''
  const answer = (agrees: boolean) => {
    setTried(true)
    if (isReason(reason)) answering.mutate(agrees)
  }
  return (
    <section className="case-form" aria-labelledby="case-waiting">
      <h3 id="case-waiting">{say('cases.waits')}</h3>
      <p>
        {say('cases.asks', {
          name: waiting.decidedBy,
          what: say(`cases.actions.${waiting.action}`, { serial }),
        })}
      </p>
      <blockquote>{waiting.reason}</blockquote>
      {detail.askedByMe ? <Notice>{say('cases.anotherPerson')}</Notice> : null}
      {isAdministrator ? (
        <>
          <Textarea
            label={say('cases.reason')}
            value={reason}
            maxLength={reasonLengthMax}
            minRows={2}
            autosize
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
            error={tried && !isReason(reason) ? say('cases.reasonMissing') : undefined}
          />
          <RefusalNotice refusal={refusal} />
          {answering.isError && !refusal ? <Notice tone="bad">{say('noAnswer')}</Notice> : null}
          <div className="case-buttons">
            {detail.askedByMe ? null : (
              <Button loading={answering.isPending} onClick={() => answer(true)}>
                {say('cases.agree')}
              </Button>
            )}
            <Button variant="default" loading={answering.isPending} onClick={() => answer(false)}>
              {say(detail.askedByMe ? 'cases.takeBack' : 'cases.decline')}
            </Button>
          </div>
        </>
      ) : null}
    </section>
  )
}
