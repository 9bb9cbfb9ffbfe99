import { Button, TextInput } from '@mantine/core'
import type { CommandData } from '@sentra/contract'
import { Icon, RefusalNotice, useFieldRefusal, useWords } from '@sentra/ui'
import { type FormEvent, useRef, useState } from 'react'
import type { Answer } from '../api/send-command.ts'
import { useCommand } from '../api/use-command.ts'
import { Choice } from '../form/choice.tsx'
import { DateField } from '../form/date-field.tsx'
import { mending } from '../form/mending.ts'
import { useFirstError } from '../form/use-first-error.ts'
import { useReadable } from '../form/use-readable.ts'
import { useShortcut } from '../form/use-shortcut.ts'
import { readGateNumber } from './typed-number.ts'
import '../form/note-line.css'

type Need = CommandData<'gate.admit'>['need']
const needs: readonly Need[] = ['none', 'elderly', 'pregnant', 'disabled', 'emergency']

/** A name is enough; what the gate asks more makes the ticket harder to pass on. */
export function AdmissionForm({ onAnswer }: { onAnswer: (answer: Answer) => void }) {
  const { say } = useWords()
  const [fullName, setFullName] = useState('')
  const [birthDate, setBirthDate] = useState<string | null>(null)
  const [nik, setNik] = useState('')
  const [need, setNeed] = useState<Need>('none')
  const [nameMissing, setNameMissing] = useState(false)
  const nameField = useRef<HTMLInputElement>(null)
  const admit = useCommand('gate.admit')
  const formElement = useRef<HTMLFormElement>(null)
  useFirstError(formElement, admit.refusal)
  const fieldRefusal = useFieldRefusal(admit.refusal)
  const number = readGateNumber(nik)
  const readable = useReadable(
    number ? null : say('gate.nikUnreadable', { count: nik.replace(/\D/g, '').length }),
  )
  const nikWrong = readable.error ?? fieldRefusal('nik', 'nikLast4')

  const submit = async (event?: FormEvent) => {
    event?.preventDefault()
    if (fullName.trim().length < 2) {
      setNameMissing(true)
      nameField.current?.focus()
      return
    }
    if (!formElement.current?.checkValidity() || !number) return
    const answer = await admit.send({
      holder: {
        fullName: fullName.trim(),
        ...(birthDate ? { birthDate } : {}),
        ...(number.nikLast4 ? { nikLast4: number.nikLast4 } : {}),
      },
      ...(number.nik ? { nik: number.nik } : {}),
      need,
    })
    if (answer) onAnswer(answer)
  }
  useShortcut('F2', () => void submit())

  return (
    <form
      ref={formElement}
      className="panel stack"
      noValidate
      {...mending(admit)}
      onSubmit={submit}
      aria-label={say('gate.newPerson')}
    >
      <h2>{say('gate.newPerson')}</h2>
      <TextInput
        ref={nameField}
        label={say('person.fullName')}
        value={fullName}
        autoFocus
        autoComplete="off"
        maxLength={80}
        error={nameMissing ? say('person.nameMissing') : fieldRefusal('fullName')}
        onChange={(event) => {
          setNameMissing(false)
          setFullName(event.currentTarget.value)
        }}
      />
      <Choice
        label={say('gate.need')}
        value={need}
        onChoose={setNeed}
        options={needs.map((value) => ({ value, label: say(`need.${value}`) }))}
        error={fieldRefusal('need')}
      />
      <div className="fields">
        <DateField
          label={say('gate.birthDate')}
          value={birthDate}
          onDate={setBirthDate}
          error={fieldRefusal('birthDate')}
        />
        <TextInput
          {...readable.field}
          className="note-line"
          label={say('gate.nik')}
          description={nikWrong ? undefined : say('gate.nikHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={nik}
          inputMode="numeric"
          autoComplete="off"
          maxLength={24}
          error={nikWrong}
          onChange={(event) => setNik(event.currentTarget.value)}
        />
      </div>
      {admit.refusal?.field && admit.refusal.field !== 'holder' ? null : (
        <RefusalNotice refusal={admit.refusal} />
      )}
      <Button type="submit" size="xl" fullWidth loading={admit.sending} leftSection={<Icon name="check" />}>
        {say('gate.give')}
        <kbd>F2</kbd>
      </Button>
    </form>
  )
}
