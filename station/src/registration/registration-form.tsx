import { Button, TextInput } from '@mantine/core'
import type { EventData, QueryAnswer, Sex } from '@sentra/contract'
import { Icon, RefusalNotice, useFieldRefusal, useWords } from '@sentra/ui'
import { type FormEvent, useRef, useState } from 'react'
import { useCommand } from '../api/use-command.ts'
import { useStatus } from '../api/use-site.ts'
import { Choice } from '../form/choice.tsx'
import { DateField } from '../form/date-field.tsx'
import { enterFlow } from '../form/enter-flow.ts'
import { useFirstError } from '../form/use-first-error.ts'
import { useShortcut } from '../form/use-shortcut.ts'
import { documents, emptyIdentity, type Identity, identifiersOf } from './identity.ts'
import { IdentityFields } from './identity-fields.tsx'
import { WarningsToAccept, warningsIn } from './warnings-to-accept.tsx'

type Ticket = QueryAnswer<'findTicket'>['ticket']
type Checked = EventData<'visit.registered'>['identityChecked']

const fields = [
  ...['nik', 'identifiers', 'value', '0', 'fullName', 'birthDate', 'sex', 'phone', 'address'],
  ...['identityChecked', 'doseNumber'],
]

/** What desk 1 writes. A NIK fills in birth date and sex; whoever has none is registered all the same. */
export function RegistrationForm({
  ticket,
  desk,
  onRegistered,
}: {
  ticket: Ticket
  desk: string
  onRegistered: (visit: EventData<'visit.registered'>) => void
}) {
  const { say } = useWords()
  const status = useStatus()
  const doses = status?.campaign?.doseNumbers ?? [1]
  const [identity, setIdentity] = useState<Identity>(emptyIdentity)
  const [fullName, setFullName] = useState(ticket.holder.fullName)
  const [birthDate, setBirthDate] = useState<string | null>(ticket.holder.birthDate ?? null)
  const [sex, setSex] = useState<Sex | null>(null)
  const [phone, setPhone] = useState('')
  const [address, setAddress] = useState('')
  const [checked, setChecked] = useState<Checked>('KTP')
  const [doseNumber, setDoseNumber] = useState<number | null>(null)
  const [missing, setMissing] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const register = useCommand('visit.register')
  useFirstError(form, register.refusal)
  const refusedField = useFieldRefusal(register.refusal)
  const warnings = warningsIn(register.refusal)

  const save = async (acceptedWarnings: string[] = []) => {
    if (!birthDate || !sex || fullName.trim().length < 2) {
      setMissing(true)
      form.current?.querySelector<HTMLElement>('[data-missing] input, [data-missing] button')?.focus()
      return
    }
    const answer = await register.send({
      ticketId: ticket.ticketId,
      patient: {
        fullName: fullName.trim(),
        birthDate,
        sex,
        identifiers: identifiersOf(identity),
        ...(phone.trim() ? { phone: phone.trim() } : {}),
        ...(address.trim() ? { address: address.trim() } : {}),
      },
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

  const needed = (empty: boolean) => (missing && empty ? say('form.required') : undefined)
  return (
    <form
      ref={form}
      className="panel stack"
      onSubmit={submit}
      onKeyDown={enterFlow}
      aria-label={say('registration.form')}
    >
      <IdentityFields
        identity={identity}
        onChange={setIdentity}
        localDate={status?.today.localDate ?? ticket.validOn}
        birthDate={birthDate}
        sex={sex}
        error={refusedField('nik', 'identifiers', 'value', '0')}
        onDecoded={(decoded) => {
          if (!birthDate) setBirthDate(decoded.birthDate)
          if (!sex) setSex(decoded.sex)
        }}
      />
      <div className="fields">
        <div className="whole" {...(fullName.trim() ? {} : { 'data-missing': '' })}>
          <TextInput
            label={say('person.fullName')}
            description={say('registration.asOnDocument')}
            value={fullName}
            maxLength={80}
            autoComplete="off"
            error={needed(fullName.trim().length < 2) ?? refusedField('fullName')}
            onChange={(event) => setFullName(event.currentTarget.value)}
          />
        </div>
        <div {...(birthDate ? {} : { 'data-missing': '' })}>
          <DateField
            label={say('person.birthDate')}
            value={birthDate}
            onDate={setBirthDate}
            error={needed(!birthDate) ?? refusedField('birthDate')}
          />
        </div>
        <div {...(sex ? {} : { 'data-missing': '' })}>
          <Choice
            label={say('person.sex')}
            value={sex}
            onChoose={setSex}
            options={[
              { value: 'male', label: say('person.male') },
              { value: 'female', label: say('person.female') },
            ]}
            error={needed(!sex) ?? refusedField('sex')}
          />
        </div>
        <TextInput
          label={say('person.phone')}
          value={phone}
          data-optional=""
          inputMode="tel"
          maxLength={20}
          autoComplete="off"
          error={refusedField('phone')}
          onChange={(event) => setPhone(event.currentTarget.value)}
        />
        <TextInput
          label={say('person.address')}
          value={address}
          data-optional=""
          maxLength={200}
          autoComplete="off"
          error={refusedField('address')}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
      </div>
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
