import { Button, TextInput } from '@mantine/core'
import type { ScreeningDecision } from '@sentra/contract'
import type { Advice } from '@sentra/domain'
import { useWords } from '@sentra/ui'
import { decisionWords } from '../desk/decision-words.ts'
import { Choice } from '../form/choice.tsx'

const decisions: readonly ScreeningDecision[] = [
  'PROCEED',
  'PROCEED_WITH_CONDITION',
  'POSTPONE',
  'REFER',
  'HOSPITAL_ONLY',
  'NOT_GIVEN',
]

/** As long as the site asks for: a word, not a dot. */
export const reasonLettersMin = 3

/** Another decision than the form's, with its reason. */
export interface Overridden {
  readonly decision: ScreeningDecision
  readonly reason: string
}

/** The clinician knows more than the form: another decision, with the reason on the record. */
export function Override({
  advised,
  value,
  reasonMissing,
  onChange,
}: {
  advised: Advice
  value: Overridden | null
  /** Somebody tried to save without one. */
  reasonMissing: boolean
  onChange: (value: Overridden | null) => void
}) {
  const { say, pick } = useWords()
  if (!value)
    return (
      <Button
        variant="subtle"
        onClick={() => onChange({ decision: advised === 'PROCEED' ? 'POSTPONE' : 'PROCEED', reason: '' })}
      >
        {say('screening.override')}
      </Button>
    )
  return (
    <div className="stack-tight">
      <Choice
        label={say('screening.overrideDecision')}
        value={value.decision}
        onChoose={(decision) => onChange({ ...value, decision })}
        options={decisions
          .filter((decision) => decision !== advised)
          .map((decision) => ({ value: decision, label: pick(decisionWords(decision)) }))}
      />
      <TextInput
        label={say('screening.overrideReason')}
        value={value.reason}
        maxLength={200}
        data-override-reason=""
        error={
          (reasonMissing || value.reason !== '') && value.reason.trim().length < reasonLettersMin
            ? say('screening.overrideShort')
            : undefined
        }
        onChange={(event) => onChange({ ...value, reason: event.currentTarget.value })}
      />
      <Button variant="subtle" onClick={() => onChange(null)}>
        {say('screening.overrideCancel')}
      </Button>
    </div>
  )
}
