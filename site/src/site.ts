import type { KeyObject } from 'node:crypto'
import type { Es256Signer } from '@sentra/card/issue'
import type { Journal } from '@sentra/journal'
import type { Logger } from 'pino'
import type { Clock } from './clock/clock.ts'
import type { LiveUpdates } from './http/live.ts'
import type { SiteKeys } from './keys/site-keys.ts'
import type { CardIssuing } from './link/card-issuing.ts'
import type { HubConnection } from './link/hub-connection.ts'
import type { SiteSafety } from './safety/site-safety.ts'
import type { Database } from './store/database.ts'
import type { SecureListener } from './tls/secure-listener.ts'

/** One running site node: everything a handler may reach, made once in `start-site.ts`. */
export interface Site {
  readonly siteId: string
  readonly siteName: string
  readonly timeZone: string
  readonly version: string
  readonly clock: Clock
  readonly clockIsSimulated: boolean
  readonly nationalCardWaitSeconds: number
  /** A local card is issued on another device than its injection was recorded on. */
  readonly twoDevices: boolean
  readonly db: Database
  readonly journal: Journal
  readonly keys: SiteKeys
  readonly logKey: KeyObject
  readonly logVerifierKey: string
  readonly cardSigner: Es256Signer
  readonly cardIssuing: CardIssuing
  readonly link: HubConnection
  readonly live: LiveUpdates
  readonly safety: SiteSafety
  /** Null where https is switched off. */
  readonly secure: SecureListener | null
  readonly log: Logger
}
