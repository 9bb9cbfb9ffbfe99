import { Button, TextInput } from '@mantine/core'
import type { QueryAnswer } from '@sentra/contract'
import { Icon, Notice, RefusalNotice, useFieldRefusal, useWords } from '@sentra/ui'
import { type FormEvent, useRef, useState } from 'react'
import { useCommand } from '../api/use-command.ts'
import { useStatus } from '../api/use-site.ts'
import { enterFlow } from '../form/enter-flow.ts'
import { mending } from '../form/mending.ts'
import { useFirstError } from '../form/use-first-error.ts'
import { PersonFields, personFieldNames } from './person-fields.tsx'
import { fromPatient, patientOf } from './typed-person.ts'

/**
 * Corrects name, birth date or number, with the reason. The first record stays in the log. A card that
 * exists already keeps saying what it says: this form tells so, and what to ask for.
 */
export function CorrectPerson({ visit, onDone }: { visit: QueryAnswer<'visit'>; onDone: () => void }) {
  const { say } = useWords()
  const localDate = useStatus()?.today.localDate ?? visit.patient.birthDate
  const [person, setPerson] = useState(() => fromPatient(visit.patient))
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const correct = useCommand('patient.correct')
  useFirstError(form, correct.refusal)
  const refusedField = useFieldRefusal(correct.refusal)
  const reasonMissing = reason.trim().length < 3
  const cardInHand = visit.cards.some((card) => card.state === 'live')

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const patient = patientOf(person, visit.patient)
    if (!patient || reasonMissing) {
      setMissing(true)
      form.current
        ?.querySelector<HTMLElement>('[data-missing] input, [data-missing] button, [name=reason]')
        ?.focus()
      return
    }
    if (await correct.send({ visitId: visit.visitId, patient, reason: reason.trim() })) onDone()
  }
  return (
    <form
      ref={form}
      className="stack"
      noValidate
      {...mending(correct)}
      onSubmit={submit}
      onKeyDown={enterFlow}
      aria-label={say('correct.title')}
    >
      <p style={{ margin: 0 }}>{say('correct.hint')}</p>
      {cardInHand ? <Notice tone="warn">{say('correct.cardInHand')}</Notice> : null}
      <PersonFields
        person={person}
        onChange={(change) => setPerson((before) => ({ ...before, ...change }))}
        localDate={localDate}
        missing={missing}
        refusedField={refusedField}
      />
      <TextInput
        name="reason"
        label={say('correct.reason')}
        placeholder={say('correct.reasonExample')}
        value={reason}
        maxLength={200}
        autoComplete="off"
        error={missing && reasonMissing ? say('correct.reasonMissing') : refusedField('reason')}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <RefusalNotice
        refusal={correct.refusal}
        atField={[...personFieldNames, 'reason'].some((name) => refusedField(name))}
      />
      <Button type="submit" size="xl" fullWidth loading={correct.sending} leftSection={<Icon name="check" />}>
        {say('correct.save')}
      </Button>
    </form>
  )
}
