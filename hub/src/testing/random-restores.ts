import type { JournalEvent } from '@sentra/contract'
import type { Chance } from '@sentra/testkit'

/** An event and what the hub says when it takes it. */
export type Told = { event: JournalEvent; outcome: 'accepted' | 'duplicate' }

/**
 * The same history where laptops are lost: now and then a site begins its next epoch from a backup, tells again what was
 * in it, and goes on, while at times an old copy still writes under the old epoch.
 */
export function withRestores(chance: Chance, history: readonly JournalEvent[]): Told[] {
  const logs = new Map<string, JournalEvent[][]>()
  const known = new Set<string>()
  const told: Told[] = []
  const tell = (log: JournalEvent[], epoch: number, fact: JournalEvent) => {
    const event = { ...fact, epoch, seq: log.length + 1 }
    const name = `${event.site}/${event.eventId}`
    log.push(event)
    told.push({ event, outcome: known.has(name) ? 'duplicate' : 'accepted' })
    known.add(name)
  }
  for (const fact of history) {
    const ofSite = logs.get(fact.site) ?? [[]]
    logs.set(fact.site, ofSite)
    if (chance.happens(0.04)) {
      const former = chance.pick(ofSite)
      const backup = former.slice(0, chance.integer(0, former.length))
      const next: JournalEvent[] = []
      ofSite.push(next)
      for (const event of backup) tell(next, ofSite.length, event)
    }
    const epoch = chance.happens(0.2) ? chance.integer(1, ofSite.length) : ofSite.length
    tell(ofSite[epoch - 1]!, epoch, fact)
  }
  return told
}
