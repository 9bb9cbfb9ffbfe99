import type { EventData, EventType, JournalEvent } from '@sentra/contract'
import type { Database } from '../store/database.ts'
import { projectCampaign } from './campaign.ts'
import { projectCards } from './cards.ts'
import { projectOutages } from './outages.ts'
import { projectQueue } from './queue.ts'
import { projectStaff } from './staff.ts'
import { projectStock } from './stock.ts'
import { projectTickets } from './tickets.ts'
import { projectVisits } from './visits.ts'

/** An event whose data is what its type says. */
export type TypedEvent<T extends EventType = EventType> = {
  [K in T]: Omit<JournalEvent, 'type' | 'data'> & { type: K; data: EventData<K> }
}[T]

/** One handler per kind of fact, so that a missing one is a type error in its noun's file. */
export type Projectors<T extends EventType> = {
  [K in T]: (event: TypedEvent<K>, db: Database) => void
}

const projectors = {
  ...projectCampaign,
  ...projectCards,
  ...projectOutages,
  ...projectQueue,
  ...projectStaff,
  ...projectStock,
  ...projectTickets,
  ...projectVisits,
} satisfies Projectors<EventType>

/**
 * Brings the views up to date with one event, inside the transaction that appends it.
 * An event of a newer build that this one does not know is kept in the log and changes no view.
 */
export function project(event: JournalEvent, db: Database): void {
  const projector = (projectors as Record<string, ((event: never, db: Database) => void) | undefined>)[
    event.type
  ]
  projector?.(event as never, db)
}

/** Views that `sentra site rebuild` empties and fills again, children before parents. */
export const projectionTables = [
  'aefi_reports',
  'void_requests',
  'exchanged_elsewhere',
  'national_cards_collected',
  'local_cards',
  'immunizations',
  'identifiers',
  'visits',
  'lane_calls',
  'turned_away',
  'tickets',
  'vials',
  'lots',
  'staff',
  'sessions',
  'campaigns',
  'outages',
] as const
