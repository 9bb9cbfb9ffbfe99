import { type Static, Type } from 'typebox'
import { Instant, SiteId } from '../values/index.ts'

/** A device certificate as a site keeps it: the signed bytes, and what they say, for convenience. */
export const DeviceCertificateFile = Type.Object({
  certificateId: Type.String(),
  /** base64 of the CWT that goes into every local card's `kcwt` header. */
  certificate: Type.String(),
  statusList: Type.String(),
  firstIndex: Type.Integer({ minimum: 0 }),
  indexCount: Type.Integer({ minimum: 1 }),
  notBefore: Instant,
  useUntil: Instant,
  expiresAt: Instant,
})
export type DeviceCertificateFile = Static<typeof DeviceCertificateFile>

/** `POST /v1/enrolments`: a site introduces itself once, with a code that a hub operator gave out. */
export const EnrolmentBody = Type.Object({
  code: Type.String({ minLength: 8, maxLength: 64 }),
  siteId: SiteId,
  siteName: Type.String({ minLength: 1, maxLength: 120 }),
  timeZone: Type.String(),
  epoch: Type.Integer({ minimum: 1 }),
  /** Note verifier key of the site's log (`name+hash+base64`). */
  logKey: Type.String(),
  /** base64 of the uncompressed P-256 point of the device that signs local cards. */
  devicePublicKey: Type.String(),
  deviceId: Type.String(),
})
export type EnrolmentBody = Static<typeof EnrolmentBody>

export const EnrolmentAnswer = Type.Object({
  siteId: SiteId,
  hubName: Type.String(),
  /** Note verifier key of the hub as a witness: receipts are checked with it. */
  witnessKey: Type.String(),
  /** base64 of the uncompressed P-256 point of the root that signs the trust bundle. */
  rootPublicKey: Type.String(),
  /** base64 of the signed trust bundle. */
  trustBundle: Type.String(),
  deviceCertificates: Type.Array(DeviceCertificateFile),
})
export type EnrolmentAnswer = Static<typeof EnrolmentAnswer>

/** `POST /v1/journals/:site/device-certificates`: renewal, before the block or the fortnight ends. */
export const CertificateRequest = Type.Object({
  deviceId: Type.String(),
  devicePublicKey: Type.String(),
  /** One to keep untouched: used when the first has no numbers left, or the hub is away for weeks. */
  spare: Type.Optional(Type.Boolean()),
})
export type CertificateRequest = Static<typeof CertificateRequest>
