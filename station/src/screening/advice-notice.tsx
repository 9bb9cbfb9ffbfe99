import { Button } from '@mantine/core'
import { type FormItem, mayVaccinate, type ScreeningAdvice } from '@sentra/domain'
import { Notice, useWords } from '@sentra/ui'
import { decisionWords } from '../desk/decision-words.ts'

/** What the form advises now, with all its reasons; before it is filled in it only says what is bad already. */
export function AdviceNotice({
  advice,
  filled,
  items,
  onMeasureAgain,
  onUseForm,
}: {
  advice: ScreeningAdvice
  filled: boolean
  items: readonly FormItem[]
  onMeasureAgain: () => void
  onUseForm: () => void
}) {
  const { say, pick } = useWords()
  if (advice.decision === 'REMEASURE')
    return (
      <Notice tone="warn">
        <span>{say('screening.remeasure')}</span>
        <Button onClick={onMeasureAgain}>{say('screening.measureAgain')}</Button>
      </Notice>
    )
  if (advice.decision === 'USE_FORM')
    return (
      <Notice tone="warn">
        <span>{say('screening.otherForm')}</span>
        <Button onClick={onUseForm}>{say('screening.openOtherForm')}</Button>
      </Notice>
    )
  if (!filled && advice.reasons.length === 0) return <Notice>{say('screening.notFilled')}</Notice>
  const tone = !mayVaccinate(advice.decision) ? 'bad' : advice.decision === 'PROCEED' ? 'good' : 'warn'
  return (
    <Notice tone={tone}>
      <span style={{ fontSize: '1.3rem' }} data-testid="advice">
        {say('screening.advice', { decision: pick(decisionWords(advice.decision)) })}
      </span>
      {advice.reasons.length > 0 ? (
        <ul style={{ margin: 0, paddingInlineStart: 20 }}>
          {advice.reasons.map((reason) => {
            const item = items.find((one) => one.id === reason.source)
            return (
              <li key={`${reason.source}-${reason.decision}`}>
                {item ? pick(item.text) : sourceWords(reason.source, say)} →{' '}
                {pick(decisionWords(reason.decision))}
              </li>
            )
          })}
        </ul>
      ) : null}
    </Notice>
  )
}

const sources = ['temp', 'bp', 'gestation', 'gestationLate', 'rapuh', 'allowedProducts'] as const

function sourceWords(source: string, say: ReturnType<typeof useWords>['say']): string {
  const known = sources.find((one) => one === source)
  return known ? say(`screeningSource.${known}`) : source
}
