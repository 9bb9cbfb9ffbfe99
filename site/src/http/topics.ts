import type { JournalEvent } from '@sentra/contract'
import type { LiveTopic } from './live.ts'

/** Which open views a kind of fact may change. Too many topics cost a read; too few show something old. */
export function topicsOf(events: readonly JournalEvent[]): LiveTopic[] {
  const topics = new Set<LiveTopic>(['status'])
  for (const { type } of events) for (const topic of byNoun[type.split('.')[0]!] ?? []) topics.add(topic)
  return [...topics]
}

const byNoun: Record<string, LiveTopic[]> = {
  ticket: ['queue'],
  queue: ['queue', 'visits'],
  visit: ['queue', 'visits'],
  patient: ['visits'],
  screening: ['queue', 'visits'],
  immunization: ['queue', 'visits', 'stock', 'cards'],
  observation: ['queue', 'visits', 'cards'],
  stock: ['stock'],
  session: ['queue', 'stock'],
  quota: ['stock'],
  'local-card': ['cards', 'visits'],
  'national-card': ['cards', 'visits'],
  card: ['cards', 'visits'],
  outage: ['outages', 'cards'],
  staff: ['staff'],
}
