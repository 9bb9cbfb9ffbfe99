import type { Admission } from '../accept/admission.ts'
import type { Clock } from '../clock.ts'
import type { HubIdentity } from '../issue/hub-identity.ts'
import type { Database } from '../store/database.ts'

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
  /** Whether the database answers. */
  isReady(): Promise<boolean>
  /** Called after each accepted batch. */
  onAccepted(): void
}
