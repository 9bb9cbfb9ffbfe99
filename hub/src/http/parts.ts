import type { ConnectionBounds, Traffic, TurnBook } from '@sentra/journal'
import type { Acceptor } from '../accept/acceptor.ts'
import type { Admission } from '../accept/admission.ts'
import type { SiteDirectory } from '../accept/authenticate-site.ts'
import type { Clock } from '../clock.ts'
import type { HubIdentity } from '../issue/hub-identity.ts'
import type { Database } from '../store/database.ts'
import type { HubMetrics } from './metrics.ts'

/** What the HTTP side of the hub works with. */
export type HubParts = {
  database: Database
  identity: HubIdentity
  clock: Clock
  admission: Admission
  hubName: string
  timeZone: string
  /** https, as the world reaches this hub; undefined: no wallet cards. */
  publicAddress: string | undefined
  /** Where `trust/` and `status/` are written. */
  publicDir: string
  /** Missing: the usual ones. */
  connections?: ConnectionBounds
  /** Whether the hub was asked to end. */
  isStopping?(): boolean
  /** Whether the database answers. */
  isReady(): Promise<boolean>
  /** Commits what waits together. Missing in a simulation: then each batch has a commit of its own. */
  acceptor?: Acceptor
  /** Sites as they were a moment ago. Goes with the acceptor. */
  directory?: SiteDirectory
  /** When the backlog of each site has its turn after an outage. */
  turns?: TurnBook
  metrics?: HubMetrics
  /** Batches and how long their answers took, for the line of the minute. */
  traffic?: Traffic
  /** Without it there is no `/metrics`. */
  metricsToken?: string
  /** Called after each accepted batch. */
  onAccepted(): void
}
