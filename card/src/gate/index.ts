export { type Inspection, type InspectOptions, inspectCard } from './inspect-card.ts'
export { openSignerCertificate, type SignerCertificate } from './signer-certificate.ts'
