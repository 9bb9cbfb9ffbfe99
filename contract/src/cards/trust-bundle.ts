import { type Static, Type } from 'typebox'
import { Instant } from '../values/index.ts'

/** A public key and when it counts. `kid` is 8 bytes, `publicKey` a compressed P-256 point, both base64url. */
export const TrustedKey = Type.Object({
  kid: Type.String(),
  publicKey: Type.String(),
  validFrom: Instant,
  validUntil: Instant,
})
export type TrustedKey = Static<typeof TrustedKey>

/** What a document signer's certificate lets it sign (extended key usage of the EU DCC). */
export const DocumentUsage = Type.Union([
  Type.Literal('vaccination'),
  Type.Literal('test'),
  Type.Literal('recovery'),
])
export type DocumentUsage = Static<typeof DocumentUsage>

/** A national signer. A key that is not P-256 stands as its SubjectPublicKeyInfo (DER, base64url). */
export const DocumentSigner = Type.Object({
  ...TrustedKey.properties,
  country: Type.String(),
  /** Absent: everything. */
  usages: Type.Optional(Type.Array(DocumentUsage, { minItems: 1, maxItems: 3 })),
})
export type DocumentSigner = Static<typeof DocumentSigner>

/** Places `from` up to, not including, `below` of one status list. */
export const GoodPlaces = Type.Object({
  statusList: Type.String(),
  from: Type.Integer({ minimum: 0 }),
  below: Type.Integer({ minimum: 0 }),
})
export type GoodPlaces = Static<typeof GoodPlaces>

/**
 * A device key nobody accepts any more. `goodCards` names, by the first 8 bytes of the SHA-256 of
 * their signed payload, the cards known to have been made before the theft: those stay good.
 */
export const DeniedDevice = Type.Object({
  certificateId: Type.String(),
  deniedAt: Instant,
  goodCards: Type.Array(Type.String(), { maxItems: 4096 }),
  /** From a short bulletin, which has no room for the names of cards: those places of its blocks were reported before the theft. */
  goodPlaces: Type.Optional(Type.Array(GoodPlaces, { maxItems: 64 })),
})
export type DeniedDevice = Static<typeof DeniedDevice>

/** Local cards of this list stay good until then: the outage outlasted their paper date. */
export const ExtendedList = Type.Object({ statusList: Type.String(), validUntil: Instant })
export type ExtendedList = Static<typeof ExtendedList>

/** Everything a verifier must know, signed by the root. `counter` only ever grows. */
export const TrustBundle = Type.Object({
  counter: Type.Integer({ minimum: 1 }),
  issuedAt: Instant,
  expiresAt: Instant,
  siteCas: Type.Array(TrustedKey, { maxItems: 64 }),
  documentSigners: Type.Array(DocumentSigner, { maxItems: 4096 }),
  statusSigners: Type.Array(TrustedKey, { maxItems: 64 }),
  deniedDevices: Type.Array(DeniedDevice, { maxItems: 4096 }),
  /** Absent while no list is extended, which is the rule. */
  extendedLists: Type.Optional(Type.Array(ExtendedList, { maxItems: 256 })),
})
export type TrustBundle = Static<typeof TrustBundle>

/**
 * The urgent word between two bundles, small enough for a text message: which laptops are stolen and which
 * lists live longer. Signed by a status signer, because the root is far away when a laptop is stolen.
 */
export const Bulletin = Type.Object({
  /** Only ever grows, like the bundle's. */
  counter: Type.Integer({ minimum: 1 }),
  issuedAt: Instant,
  expiresAt: Instant,
  deniedDevices: Type.Array(DeniedDevice, { maxItems: 256 }),
  extendedLists: Type.Array(ExtendedList, { maxItems: 256 }),
})
export type Bulletin = Static<typeof Bulletin>
