import { Button, TextInput } from '@mantine/core'
import type { CommandData } from '@sentra/contract'
import { Icon, RefusalNotice, useFieldRefusal, useWords } from '@sentra/ui'
import { type FormEvent, useRef, useState } from 'react'
import type { Answer } from '../api/send-command.ts'
import { useCommand } from '../api/use-command.ts'
import { Choice } from '../form/choice.tsx'
import { DateField } from '../form/date-field.tsx'
import { useFirstError } from '../form/use-first-error.ts'
import { useShortcut } from '../form/use-shortcut.ts'

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

  const submit = async (event?: FormEvent) => {
    event?.preventDefault()
    if (fullName.trim().length < 2) {
      setNameMissing(true)
      nameField.current?.focus()
      return
    }
    const digits = nik.replace(/\D/g, '')
    const answer = await admit.send({
      holder: {
        fullName: fullName.trim(),
        ...(birthDate ? { birthDate } : {}),
        ...(digits.length >= 4 ? { nikLast4: digits.slice(-4) } : {}),
      },
      ...(digits.length > 4 ? { nik: digits } : {}),
      need,
    })
    if (answer) onAnswer(answer)
  }
  useShortcut('F2', () => void submit())

  return (
    <form ref={formElement} className="panel stack" onSubmit={submit} aria-label={say('gate.newPerson')}>
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
          label={say('gate.nik')}
          value={nik}
          inputMode="numeric"
          autoComplete="off"
          maxLength={24}
          error={fieldRefusal('nik', 'nikLast4')}
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
