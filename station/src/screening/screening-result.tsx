import type { EventData } from '@sentra/contract'
import { mayVaccinate } from '@sentra/domain'
import { Icon, useWords } from '@sentra/ui'
import { decisionWords } from '../desk/decision-words.ts'

/** The decision, large, and where the person goes now. */
export function ScreeningResult({ screening }: { screening: EventData<'screening.recorded'> }) {
  const { say, pick } = useWords()
  const go = mayVaccinate(screening.decision)
  return (
    <section className={`panel result tone-${go ? 'good' : 'bad'}`} role="status" data-testid="screened">
      <Icon name={go ? 'check' : 'cross'} size={48} />
      <h2>{pick(decisionWords(screening.decision))}</h2>
      <p>{say(go ? 'screening.goOn' : 'screening.deferred')}</p>
    </section>
  )
}
