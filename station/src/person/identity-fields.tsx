import { TextInput } from '@mantine/core'
import { refusalMessage, type Sex } from '@sentra/contract'
import { parseNik } from '@sentra/domain'
import { formatDay, Icon, useWords } from '@sentra/ui'
import { useEffect } from 'react'
import { Choice } from '../form/choice.tsx'
import { type Identity, identityKinds, isNumberMissing } from './identity.ts'

/**
 * The number a person is known by, checked while it is typed by the same rule as at the site.
 * What a NIK says of birth date and sex is offered, never forced.
 */
export function IdentityFields({
  identity,
  onChange,
  localDate,
  birthDate,
  sex,
  error,
  onDecoded,
}: {
  identity: Identity
  onChange: (identity: Identity) => void
  localDate: string
  birthDate: string | null
  sex: Sex | null
  error?: string | undefined
  onDecoded: (decoded: { birthDate: string; sex: Sex }) => void
}) {
  const { say, pick, language } = useWords()
  const digits = identity.value.replace(/[\s.-]/g, '')
  const parsed =
    identity.kind === 'NIK' && digits.length >= 16
      ? parseNik(identity.value, { localDate, ...(birthDate ? { birthDate } : {}), ...(sex ? { sex } : {}) })
      : null
  const decoded = parsed && !('refused' in parsed) ? parsed : null
  const wrong =
    parsed && 'refused' in parsed ? pick(refusalMessage(parsed.refused, parsed.details ?? {})) : undefined
  const decodedBirthDate = decoded?.birthDate
  const decodedSex = decoded?.sex
  // biome-ignore lint/correctness/useExhaustiveDependencies: offered once for each number, not for each render
  useEffect(() => {
    if (decodedBirthDate && decodedSex) onDecoded({ birthDate: decodedBirthDate, sex: decodedSex })
  }, [decodedBirthDate, decodedSex])

  return (
    <div className="stack-tight">
      <Choice
        label={say('identity.kind')}
        value={identity.kind}
        onChoose={(kind) => onChange({ kind, value: kind === 'NONE' ? '' : identity.value })}
        options={identityKinds.map((value) => ({ value, label: say(`identity.${value}`) }))}
      />
      {identity.kind === 'NONE' ? (
        <p className="soft">{say('identity.noneHint')}</p>
      ) : (
        <TextInput
          {...(isNumberMissing(identity) ? { wrapperProps: { 'data-missing': '' } } : {})}
          label={say(`identity.${identity.kind}`)}
          value={identity.value}
          autoFocus
          autoComplete="off"
          inputMode={identity.kind === 'PASSPORT' ? 'text' : 'numeric'}
          maxLength={32}
          error={error ?? wrong}
          description={identity.kind === 'NIK' ? say('identity.count', { count: digits.length }) : undefined}
          onChange={(event) => onChange({ ...identity, value: event.currentTarget.value })}
        />
      )}
      {decoded ? (
        <p
          className="row"
          role="status"
          style={{ margin: 0, color: 'var(--good)', fontWeight: 600, flexWrap: 'nowrap' }}
        >
          <Icon name="check" />
          {say('identity.decoded', {
            birthDate: formatDay(decoded.birthDate, language, false),
            sex: say(`person.${decoded.sex}`),
          })}
        </p>
      ) : null}
    </div>
  )
}
