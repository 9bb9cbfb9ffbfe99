import { type Static, Type } from 'typebox'
import { DeviceId, Instant, SiteId } from '../values/index.ts'

/**
 * What the hub's site CA says about the key of one laptop: whose it is, how long it may sign, and
 * which status indices are its own. It travels inside every local card, so a verifier that never
 * heard of the site still knows.
 */
export const DeviceCertificate = Type.Object({
  /** First 8 bytes of the key's COSE thumbprint, base64url. What a bulletin denies. */
  certificateId: Type.String(),
  deviceId: DeviceId,
  siteId: SiteId,
  siteName: Type.String({ minLength: 1, maxLength: 60 }),
  /** P-256 point, compressed, base64url. */
  publicKey: Type.String(),
  validFrom: Instant,
  /** The key signs no card after this moment … */
  keyUseUntil: Instant,
  /** … and no card lives longer than this. */
  expiresAt: Instant,
  statusList: Type.String(),
  blockStart: Type.Integer({ minimum: 0 }),
  blockCount: Type.Integer({ minimum: 1, maximum: 1 << 20 }),
})
export type DeviceCertificate = Static<typeof DeviceCertificate>
