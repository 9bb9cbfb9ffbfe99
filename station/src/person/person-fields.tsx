import { TextInput } from '@mantine/core'
import { useWords } from '@sentra/ui'
import { Choice } from '../form/choice.tsx'
import { DateField } from '../form/date-field.tsx'
import { isNumberMissing } from './identity.ts'
import { IdentityFields } from './identity-fields.tsx'
import type { TypedPerson } from './typed-person.ts'

/** The fields a refusal about a person may name: shown there, and not again below. */
export const personFieldNames = [
  ...['nik', 'identifiers', 'value', '0', 'fullName', 'birthDate', 'sex', 'phone', 'address'],
]

/** Who somebody is: number, name, birth date, sex, and how to reach them. */
export function PersonFields({
  person,
  onChange,
  localDate,
  missing,
  refusedField,
}: {
  person: TypedPerson
  onChange: (change: Partial<TypedPerson>) => void
  localDate: string
  /** Saved with something missing: say at which field. */
  missing: boolean
  refusedField: (...names: string[]) => string | undefined
}) {
  const { say } = useWords()
  const needed = (empty: boolean) => (missing && empty ? say('form.required') : undefined)
  const { birthDate, sex } = person
  const nameMissing = person.fullName.trim().length < 2
  return (
    <>
      <IdentityFields
        identity={person.identity}
        onChange={(identity) => onChange({ identity })}
        localDate={localDate}
        birthDate={birthDate}
        sex={sex}
        error={
          missing && isNumberMissing(person.identity)
            ? say('identity.missing')
            : refusedField('nik', 'identifiers', 'value', '0')
        }
        onDecoded={(decoded) =>
          onChange({ birthDate: birthDate ?? decoded.birthDate, sex: sex ?? decoded.sex })
        }
      />
      <div className="fields">
        <div className="whole" {...(nameMissing ? { 'data-missing': '' } : {})}>
          <TextInput
            label={say('person.fullName')}
            description={say('registration.asOnDocument')}
            value={person.fullName}
            maxLength={80}
            autoComplete="off"
            error={needed(nameMissing) ?? refusedField('fullName')}
            onChange={(event) => onChange({ fullName: event.currentTarget.value })}
          />
        </div>
        <div {...(birthDate ? {} : { 'data-missing': '' })}>
          <DateField
            label={say('person.birthDate')}
            value={birthDate}
            onDate={(next) => onChange({ birthDate: next })}
            error={needed(!birthDate) ?? refusedField('birthDate')}
          />
        </div>
        <div {...(sex ? {} : { 'data-missing': '' })}>
          <Choice
            label={say('person.sex')}
            value={sex}
            onChoose={(next) => onChange({ sex: next })}
            options={[
              { value: 'male', label: say('person.male') },
              { value: 'female', label: say('person.female') },
            ]}
            error={needed(!sex) ?? refusedField('sex')}
          />
        </div>
        <TextInput
          label={say('person.phone')}
          value={person.phone}
          data-optional=""
          inputMode="tel"
          maxLength={20}
          autoComplete="off"
          error={refusedField('phone')}
          onChange={(event) => onChange({ phone: event.currentTarget.value })}
        />
        <TextInput
          label={say('person.address')}
          value={person.address}
          data-optional=""
          maxLength={200}
          autoComplete="off"
          error={refusedField('address')}
          onChange={(event) => onChange({ address: event.currentTarget.value })}
        />
      </div>
    </>
  )
}
