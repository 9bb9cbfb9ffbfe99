export {
  type DidImport,
  type DidImportOptions,
  documentSignersFromDid,
  type SkipReason,
} from './did-trust-list.ts'
export { type Inspection, type InspectOptions, inspectCard } from './inspect-card.ts'
export { openSignerCertificate, type SignerCertificate } from './signer-certificate.ts'
