import type { EventData } from '@sentra/contract'
import { Icon, useWords } from '@sentra/ui'

/** Said once, large: the dose is on record, and how long the person is to be watched. */
export function DoseGiven({ dose }: { dose: EventData<'immunization.recorded'> }) {
  const { say } = useWords()
  return (
    <section className="panel result tone-good" role="status" data-testid="dose-given">
      <Icon name="check" size={48} />
      <h2>{say('vaccination.done', { dose: dose.doseNumber })}</h2>
      <p className="person-name">{dose.patient.fullName}</p>
      <p>{say('vaccination.doneHint', { minutes: dose.observationMinutes })}</p>
    </section>
  )
}
