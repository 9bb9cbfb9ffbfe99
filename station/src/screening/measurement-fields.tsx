import { TextInput } from '@mantine/core'
import { measurementKinds } from '@sentra/domain'
import { useWords } from '@sentra/ui'
import type { Answers } from './answers.ts'

const units: Readonly<Record<string, string>> = { Cel: '°C', 'mm[Hg]': 'mmHg' }

/** The numbers first: they decide most, and the person sits still for them. */
export function MeasurementFields({
  names,
  answers,
  onAnswer,
  errorFor,
}: {
  names: readonly string[]
  answers: Answers
  onAnswer: (id: string, value: string) => void
  errorFor: (name: string) => string | undefined
}) {
  const { say, pick } = useWords()
  return (
    <section className="panel stack" aria-label={say('screening.measurements')}>
      <h2 style={{ margin: 0 }}>{say('screening.measurements')}</h2>
      <div className="measurements">
        {names.map((name, index) => {
          const kind = measurementKinds[name]
          if (!kind) return null
          const unit = kind.unit === 'wk' ? say('screening.weeks') : (units[kind.unit] ?? kind.unit)
          const value = answers[name]
          return (
            <TextInput
              key={name}
              label={`${pick(kind.label)}${unit ? ` (${unit})` : ''}`}
              inputMode="decimal"
              autoComplete="off"
              autoFocus={index === 0}
              maxLength={6}
              value={value === undefined || value === null ? '' : String(value)}
              error={errorFor(name) ?? implausible(value, kind.plausible, say('screening.implausible'))}
              onChange={(event) => onAnswer(name, event.currentTarget.value)}
            />
          )
        })}
      </div>
      {answers.remeasured === true ? <p className="soft">{say('screening.second')}</p> : null}
    </section>
  )
}

/** Half-typed numbers are left alone: only as many digits as the bounds have are judged. */
function implausible(
  value: Answers[string],
  plausible: readonly [number, number] | null,
  words: string,
): string | undefined {
  if (!plausible || value === undefined || value === null || value === '') return undefined
  const text = String(value).trim().replace(',', '.')
  const number = Number(text)
  if (Number.isNaN(number) || number > plausible[1]) return words
  return text.length >= String(plausible[0]).length && number < plausible[0] ? words : undefined
}
