import type { EventType } from '@sentra/contract'
import {
  projectCollection,
  projectExchange,
  projectExchangedElsewhere,
  projectLocalCard,
} from './project-cards.ts'
import { projectCorrection, projectDose } from './project-dose.ts'
import {
  projectOutageBegan,
  projectOutageEnded,
  projectSessionClosed,
  projectStockReceived,
  projectStockWasted,
  projectVialClosed,
  projectVialOpened,
} from './project-figures.ts'
import { projectVoid } from './project-void.ts'
import type { Projectors } from './projection.ts'

/** Every type of event that changes the registry. What is not here is kept in the journal and changes no view. */
export const projectors: Projectors = {
  'immunization.recorded': projectDose,
  'patient.corrected': projectCorrection,
  'local-card.issued': projectLocalCard,
  'card.exchanged': projectExchange,
  'card.exchanged-elsewhere': projectExchangedElsewhere,
  'card.voided': projectVoid,
  'national-card.collected': projectCollection,
  'stock.received': projectStockReceived,
  'stock.wasted': projectStockWasted,
  'stock.vial-opened': projectVialOpened,
  'stock.vial-closed': projectVialClosed,
  'session.closed': projectSessionClosed,
  'outage.began': projectOutageBegan,
  'outage.ended': projectOutageEnded,
}

/**
 * Types that are folded again where a site tells a fact a second time, in the log of its next epoch: what they say holds
 * for the log they stand in. All others count once, wherever they were told first.
 */
export const ofEveryLog: readonly EventType[] = ['outage.began', 'outage.ended']
