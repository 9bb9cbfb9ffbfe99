import type { FaultyNetwork } from '@sentra/testkit/faults'
import type { Hall } from './clinic.ts'
import type { FaultCounts } from './fault-counts.ts'
import type { HubDatabase } from './hub-database.ts'
import type { HubMachine } from './hub-machine.ts'
import type { LaptopWorld } from './laptop.ts'
import type { NarrowDoor } from './narrow-door.ts'
import type { Plan } from './plan.ts'
import type { Receipts } from './receipts.ts'
import type { Drain } from './watch-drain.ts'

/** One run: its sites, its hub, and everything between them. */
export interface World extends LaptopWorld {
  readonly plan: Plan
  readonly beginsAt: number
  readonly database: HubDatabase
  readonly hub: HubMachine
  readonly network: FaultyNetwork
  /** How much a busy hub takes of whom. */
  readonly door: NarrowDoor
  readonly receipts: Receipts
  readonly counts: FaultCounts
  readonly halls: readonly Hall[]
  readonly drains: Drain[]
  /** The plan is over: nothing new goes wrong. */
  calm: boolean
}
