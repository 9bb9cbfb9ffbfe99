export { localCardDays } from '../local/contents.ts'
export { signBulletin } from './bulletin.ts'
export {
  type DeviceCertificateRequest,
  deviceKeyUseDays,
  type IssuedDeviceCertificate,
  issueDeviceCertificate,
  loadDeviceCertificate,
} from './device-certificate.ts'
export {
  type Es256Signer,
  generateKeyPem,
  kidOfKey,
  publicKeyOf,
  type Signed,
  type Signer,
  signerFromKey,
  signerFromPem,
} from './es256-signer.ts'
export {
  type DeviceIdentity,
  type IssuedLocalCard,
  issueLocalCard,
  type LocalCardRefusal,
  type LocalCardRequest,
} from './local-card.ts'
export {
  type IssuedNationalCard,
  issueNationalCard,
  type NationalCardRequest,
  nationalCardDays,
} from './national-card.ts'
export { type RecordedImmunization, recordedImmunization } from './recorded-immunization.ts'
export { signRootSuccession } from './root-succession.ts'
export { type StatusListTerms, signStatusList } from './status-list.ts'
export { signTicket } from './ticket.ts'
export { signTrustBundle, trustedKey } from './trust-bundle.ts'
