import { TextInput } from '@mantine/core'
import type { FormItem } from '@sentra/domain'
import { useWords } from '@sentra/ui'
import { Choice } from '../form/choice.tsx'
import { DateField } from '../form/date-field.tsx'
import type { Answers } from './answers.ts'
import { optionWords } from './option-words.ts'

/** One question of the form with two large answers; what follows a yes appears under it. */
export function Question({
  item,
  answers,
  onAnswer,
  errorFor,
}: {
  item: FormItem
  answers: Answers
  onAnswer: (id: string, value: boolean | number | string | null) => void
  /** What was refused about this question or one that follows from it. */
  errorFor: (id: string) => string | undefined
}) {
  const { say, pick } = useWords()
  const value = answers[item.id]
  const yesNo = [
    { value: 'no', label: say('form.no'), tone: 'good' },
    { value: 'yes', label: say('form.yes'), tone: 'bad' },
  ] as const
  const chosen = (answer: Answers[string]) => (answer === true ? 'yes' : answer === false ? 'no' : null)
  return (
    <div className="question">
      <Choice
        label={`${item.no}. ${pick(item.text)}`}
        value={chosen(value)}
        options={yesNo}
        onChoose={(next) => onAnswer(item.id, next === 'yes')}
        error={errorFor(item.id)}
      />
      {value === true
        ? item.followUps?.map((followUp) => {
            const given = answers[followUp.id]
            if (followUp.type === 'boolean')
              return (
                <Choice
                  key={followUp.id}
                  label={pick(followUp.text)}
                  value={chosen(given)}
                  options={yesNo.map(({ value: answer, label }) => ({ value: answer, label }))}
                  onChoose={(next) => onAnswer(followUp.id, next === 'yes')}
                  error={errorFor(followUp.id)}
                />
              )
            if (followUp.type === 'choice')
              return (
                <Choice
                  key={followUp.id}
                  label={pick(followUp.text)}
                  value={typeof given === 'string' ? given : null}
                  options={(followUp.options ?? []).map((option) => ({
                    value: option,
                    label: pick(optionWords(option)),
                  }))}
                  onChoose={(next) => onAnswer(followUp.id, next)}
                  error={errorFor(followUp.id)}
                />
              )
            if (followUp.type === 'date')
              return (
                <DateField
                  key={followUp.id}
                  label={pick(followUp.text)}
                  value={typeof given === 'string' ? given : null}
                  onDate={(date) => onAnswer(followUp.id, date)}
                  error={errorFor(followUp.id)}
                />
              )
            return (
              <TextInput
                key={followUp.id}
                label={`${pick(followUp.text)}${followUp.unit ? ` (${followUp.unit})` : ''}`}
                inputMode="numeric"
                value={given === undefined || given === null ? '' : String(given)}
                onChange={(event) => onAnswer(followUp.id, event.currentTarget.value)}
                error={errorFor(followUp.id)}
              />
            )
          })
        : null}
    </div>
  )
}
