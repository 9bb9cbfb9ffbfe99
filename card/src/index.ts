export { decodeBase45, encodeBase45 } from './envelope/base45.ts'
export { type Bytes, fromBase64Url, fromHex, toBase64Url, toHex } from './envelope/bytes.ts'
export { compressPoint, decompressPoint, type PublicKey } from './envelope/cose-key.ts'
export { decodeSign1, type Sign1, verifySign1 } from './envelope/cose-sign1.ts'
export { keyId, NoSecureContextError, verifyEs256 } from './envelope/es256.ts'
export { cardPrefix, decodeHcertBytes, decodeHcertText, encodeHcertText } from './envelope/hcert-text.ts'
export { isRefused, type Refused } from './envelope/refused.ts'
export { localCardSerial } from './local/contents.ts'
export { type CardProduct, cardProduct, cardProducts } from './national/products.ts'
export { transliterate } from './national/transliterate.ts'
export { uvci } from './national/uvci.ts'
export {
  emptyStatusArray,
  type StatusArray,
  type StatusBits,
  statusAt,
  withStatuses,
} from './status/status-bits.ts'
export {
  type CardStatus,
  cardStatus,
  openStatusList,
  type StatusList,
  type StatusListRefusal,
} from './status/status-list.ts'
export {
  readTicket,
  type TicketKey,
  type TicketRefusal,
  ticketPrefix,
  verifyTicket,
} from './ticket/ticket.ts'
export {
  type BulletinRefusal,
  bulletinType,
  type OpenedBulletin,
  openBulletin,
  trustWithBulletin,
} from './trust/bulletin.ts'
export { type DeviceClaims, openDeviceCertificate } from './trust/device-certificate.ts'
export {
  followRoots,
  openRootSuccession,
  type Reign,
  type RootLine,
  type RootSuccession,
  rootOfToday,
  type SuccessionRefusal,
  successionsMax,
} from './trust/root-succession.ts'
export { type OpenedTrust, openTrustBundle, type TrustRefusal } from './trust/trust-bundle.ts'
export { type CardContents, type ReadRefusal, readCard } from './verify/read-card.ts'
export { type VerdictWords, verdictWords } from './verify/verdict-words.ts'
export { cardHash, type VerifyOptions, verifyCard } from './verify/verify-card.ts'
