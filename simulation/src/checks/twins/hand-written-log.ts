import type { EventData, EventType } from '@sentra/contract'
import type { AcknowledgedCommand } from '../../client/site-client.ts'
import type { Fact } from '../evidence.ts'

/** A log as a site would have written it, one fact at a time. */
export class HandWrittenLog {
  readonly facts: Fact[] = []

  add<T extends EventType>(type: T, data: EventData<T>): void {
    const seq = this.facts.length + 1
    const at = `2021-08-05T03:00:00.${String(seq).padStart(3, '0')}Z`
    this.facts.push({
      site: 'krw-01',
      epoch: 1,
      seq,
      eventId: eventIdOf(seq),
      type,
      occurredAt: at,
      recordedAt: at,
      actor: type.startsWith('outage.') ? 'system' : 'K-01',
      device: 'd-1',
      data,
    } as unknown as Fact)
  }
}

export const eventIdOf = (seq: number) => `00000000-0000-7000-8000-${String(seq).padStart(12, '0')}`

/** What the stations remember of that log: everything but what the site noticed by itself. */
export function acknowledgedOf(facts: readonly Fact[]): AcknowledgedCommand[] {
  return facts
    .filter((fact) => fact.actor !== 'system')
    .map(({ eventId, seq }) => ({ commandId: eventId, command: 'gate.admit', seq, outcome: 'recorded' }))
}
