import { Button, Checkbox } from '@mantine/core'
import { type FormItem, mayVaccinate, type ScreeningAdvice } from '@sentra/domain'
import { Icon, RefusalNotice, useFieldRefusal, useWords } from '@sentra/ui'
import type { Command } from '../api/use-command.ts'
import { AdviceNotice } from './advice-notice.tsx'
import { type Overridden, Override } from './override.tsx'

/** What the form advises, what the person agrees to, what the clinician decides; then one button. */
export function Decision({
  advice,
  filled,
  items,
  consent,
  onConsent,
  override,
  reasonMissing,
  onOverride,
  onMeasureAgain,
  onUseForm,
  record,
}: {
  advice: ScreeningAdvice
  /** Every measurement and question has its answer. */
  filled: boolean
  items: readonly FormItem[]
  consent: boolean
  onConsent: (consent: boolean) => void
  override: Overridden | null
  reasonMissing: boolean
  onOverride: (override: Overridden | null) => void
  onMeasureAgain: () => void
  onUseForm: () => void
  record: Command<'screening.record'>
}) {
  const { say } = useWords()
  const refusedField = useFieldRefusal(record.refusal)
  const decision = override?.decision ?? advice.decision
  const notToday = filled && !mayVaccinate(decision)
  return (
    <section className="panel stack" aria-label={say('screening.decision')}>
      <AdviceNotice
        advice={advice}
        filled={filled}
        items={items}
        onMeasureAgain={onMeasureAgain}
        onUseForm={onUseForm}
      />
      <Checkbox
        className="consent"
        checked={consent}
        data-enter-stop={consent ? undefined : true}
        onChange={(event) => onConsent(event.currentTarget.checked)}
        label={say('screening.consent')}
        error={refusedField('consent')}
        aria-invalid={refusedField('consent') ? true : undefined}
      />
      <Override
        advised={advice.decision}
        value={override}
        reasonMissing={reasonMissing}
        onChange={onOverride}
      />
      <RefusalNotice
        refusal={record.refusal}
        atField={/^(answers\.(?!remeasured)|consent)/.test(record.refusal?.field ?? '')}
      />
      <Button
        type="submit"
        size="xl"
        fullWidth
        color={notToday ? 'alarm' : 'sea'}
        disabled={(advice.decision === 'REMEASURE' || advice.decision === 'USE_FORM') && filled}
        loading={record.sending}
        leftSection={<Icon name="check" />}
      >
        {say(notToday ? 'screening.saveNo' : 'screening.saveYes')}
        <kbd>F2</kbd>
      </Button>
    </section>
  )
}
