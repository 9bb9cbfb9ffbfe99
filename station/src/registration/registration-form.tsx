import { Button } from '@mantine/core'
import type { EventData, QueryAnswer } from '@sentra/contract'
import { Icon, RefusalNotice, useFieldRefusal, useWords } from '@sentra/ui'
import { type FormEvent, useRef, useState } from 'react'
import { useCommand } from '../api/use-command.ts'
import { useStatus } from '../api/use-site.ts'
import { Choice } from '../form/choice.tsx'
import { enterFlow } from '../form/enter-flow.ts'
import { mending } from '../form/mending.ts'
import { useFirstError } from '../form/use-first-error.ts'
import { useShortcut } from '../form/use-shortcut.ts'
import { documents } from '../person/identity.ts'
import { PersonFields, personFieldNames } from '../person/person-fields.tsx'
import { fromHolder, patientOf } from '../person/typed-person.ts'
import { WarningsToAccept, warningsIn } from './warnings-to-accept.tsx'

type Checked = EventData<'visit.registered'>['identityChecked']

const fields = [...personFieldNames, 'identityChecked', 'doseNumber']

/** What desk 1 writes. A NIK fills in birth date and sex; whoever has none is registered all the same. */
export function RegistrationForm({
  ticket,
  desk,
  onRegistered,
}: {
  ticket: QueryAnswer<'findTicket'>['ticket']
  desk: string
  onRegistered: (visit: EventData<'visit.registered'>) => void
}) {
  const { say } = useWords()
  const status = useStatus()
  const doses = status?.campaign?.doseNumbers ?? [1]
  const [person, setPerson] = useState(() => fromHolder(ticket.holder))
  const [checked, setChecked] = useState<Checked>('KTP')
  const [doseNumber, setDoseNumber] = useState<number | null>(null)
  const [missing, setMissing] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const register = useCommand('visit.register')
  useFirstError(form, register.refusal)
  const refusedField = useFieldRefusal(register.refusal)
  const warnings = warningsIn(register.refusal)

  const save = async (acceptedWarnings: string[] = []) => {
    const patient = patientOf(person)
    if (!patient) {
      setMissing(true)
      form.current?.querySelector<HTMLElement>('[data-missing] input, [data-missing] button')?.focus()
      return
    }
    const answer = await register.send({
      ticketId: ticket.ticketId,
      patient,
      doseNumber: doseNumber ?? doses[0] ?? 1,
      identityChecked: checked,
      acceptedWarnings,
      ...(desk ? { desk } : {}),
    })
    if (answer) onRegistered(answer.event.data as EventData<'visit.registered'>)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save()
  }
  useShortcut('F2', () => void save())

  return (
    <form
      ref={form}
      className="panel stack"
      noValidate
      {...mending(register)}
      onSubmit={submit}
      onKeyDown={enterFlow}
      aria-label={say('registration.form')}
    >
      <PersonFields
        person={person}
        onChange={(change) => setPerson((before) => ({ ...before, ...change }))}
        localDate={status?.today.localDate ?? ticket.validOn}
        missing={missing}
        refusedField={refusedField}
      />
      <Choice
        label={say('registration.checked')}
        value={checked}
        onChoose={setChecked}
        options={documents.map((value) => ({ value, label: say(`document.${value}`) }))}
        error={refusedField('identityChecked')}
      />
      {doses.length > 1 ? (
        <Choice
          label={say('person.doseNumber')}
          value={String(doseNumber ?? doses[0])}
          onChoose={(value) => setDoseNumber(Number(value))}
          options={doses.map((dose) => ({ value: String(dose), label: say('person.dose', { dose }) }))}
          error={refusedField('doseNumber')}
        />
      ) : null}
      {warnings ? (
        <WarningsToAccept
          warnings={warnings}
          busy={register.sending}
          onAccept={(accepted) => void save(accepted)}
        />
      ) : (
        <>
          <RefusalNotice refusal={register.refusal} atField={fields.some((name) => refusedField(name))} />
          <Button
            type="submit"
            size="xl"
            fullWidth
            loading={register.sending}
            leftSection={<Icon name="check" />}
          >
            {say('registration.save')}
            <kbd>F2</kbd>
          </Button>
        </>
      )}
    </form>
  )
}
