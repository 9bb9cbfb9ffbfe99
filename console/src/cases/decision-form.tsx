import { Button, Radio, Textarea } from '@mantine/core'
import type { CaseAction, HubCaseDetail } from '@sentra/contract'
import { Notice, RefusalNotice } from '@sentra/ui'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { decideCase, RefusedError } from '../api/hub-client.ts'
import { useConsoleWords } from '../words/use-console-words.ts'
import { isReason, reasonLengthMax } from './reason.ts'

/** Chooses one of the things that may be done, and says why. What takes a card away waits for a second person. */
export function DecisionForm({
  detail,
  onDecided,
}: {
  detail: HubCaseDetail
  onDecided: (detail: HubCaseDetail) => void
}) {
  const { say } = useConsoleWords()
  const [chosen, setChosen] = useState('')
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const choices = choicesOf(detail)
  const choice = choices.find(({ value }) => value === chosen)
  const deciding = useMutation({
    mutationFn: ({ action, cardId }: Choice) =>
      decideCase(detail.caseId, { action, reason: reason.trim(), ...(cardId ? { cardId } : {}) }),
    onSuccess: onDecided,
  })
  const refusal = deciding.error instanceof RefusedError ? deciding.error.refusal : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (choice && isReason(reason)) deciding.mutate(choice)
  }
  return (
    <form onSubmit={submit} noValidate className="case-form">
      <Radio.Group
        label={say('cases.decide')}
        value={chosen}
        onChange={setChosen}
        error={tried && !choice ? say('cases.chooseOne') : undefined}
      >
        {choices.map(({ value, action, serial }) => (
          <Radio key={value} value={value} label={say(`cases.actions.${action}`, { serial })} />
        ))}
      </Radio.Group>
      {choice?.action === 'withdraw-card' ? <Notice tone="warn">{say('cases.twoPeople')}</Notice> : null}
      <Textarea
        label={say('cases.reason')}
        description={say('cases.reasonHint')}
        value={reason}
        maxLength={reasonLengthMax}
        minRows={2}
        autosize
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
        error={tried && !isReason(reason) ? say('cases.reasonMissing') : undefined}
      />
      <RefusalNotice refusal={refusal} />
      {deciding.isError && !refusal ? <Notice tone="bad">{say('noAnswer')}</Notice> : null}
      <Button type="submit" loading={deciding.isPending}>
        {say(choice?.action === 'withdraw-card' ? 'cases.ask' : 'cases.submit')}
      </Button>
    </form>
  )
}

interface Choice {
  readonly value: string
  readonly action: CaseAction
  readonly cardId: string | null
  readonly serial: string
}

function choicesOf({ actions, cards }: HubCaseDetail): Choice[] {
  return [
    ...cards.flatMap(({ cardId, serial, actions: ofCard }) =>
      ofCard.map((action) => ({ value: `${action} ${cardId}`, action, cardId, serial })),
    ),
    ...actions.map((action) => ({ value: action, action, cardId: null, serial: '' })),
  ]
}
