import type { JournalEvent } from '@sentra/contract'
import { v7 } from 'uuid'
import { morning, openDay, openVial, vaccinate } from '../../../site/src/testing/clinic-day.ts'
import { SiteUnderTest } from '../../../site/src/testing/site-under-test.ts'

/** A fact as a station would bring it about, without its place in a log. */
export interface Fact {
  readonly eventId: string
  readonly type: string
  readonly actor: string
  readonly device: string
  readonly data: unknown
}

/**
 * As many facts of a real clinic as one wants: a vial and its ten visits are recorded once by the real site, then
 * repeated with other identities, so each fact fits its views as at the desks.
 */
export async function clinicFacts(): Promise<{ prologue: Fact[]; visits(count: number): Fact[] }> {
  const site = await SiteUnderTest.start(morning)
  await openDay(site, { vials: 40_000 })
  const before = site.running.site.journal.size
  const vial = await openVial(site)
  for (let index = 0; index < 10; index += 1) await vaccinate(site, index, vial)
  const { journal } = site.running.site
  const all = journal.read(1, 100_000)
  await site.end()
  const pattern = JSON.stringify(all.slice(before).map(toFact))
  const own = new Set(pattern.match(uuids))
  for (const { data } of all.slice(0, before))
    for (const id of JSON.stringify(data).match(uuids) ?? []) own.delete(id)
  let ticket = 0
  const once = (): Fact[] => {
    const names = new Map([...own].map((id) => [id, v7()]))
    const text = pattern
      .replace(uuids, (id) => names.get(id) ?? id)
      .replace(/"number":"[A-Z]-\d+"/g, () => {
        // A number has five digits at most; a longer one would be refused.
        ticket = (ticket % 99_999) + 1
        return `"number":"U-${String(ticket).padStart(3, '0')}"`
      })
    return JSON.parse(text) as Fact[]
  }
  return {
    prologue: all.slice(0, before).map(toFact),
    visits: (count) => {
      const facts: Fact[] = []
      while (facts.length < count) facts.push(...once())
      return facts.slice(0, count)
    },
  }
}

const uuids = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

function toFact({ eventId, type, actor, device, data }: JournalEvent): Fact {
  return { eventId, type, actor, device, data }
}
