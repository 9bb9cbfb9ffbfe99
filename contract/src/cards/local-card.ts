import { type Static, Type } from 'typebox'
import {
  DeviceId,
  FullName,
  Instant,
  LocalDate,
  LotNumber,
  ProductId,
  SiteId,
  StaffId,
  Uuid,
} from '../values/index.ts'

/** One dose as a local card states it. The newest is last. */
export const LocalCardDose = Type.Object({
  doseNumber: Type.Integer({ minimum: 1, maximum: 9 }),
  productId: ProductId,
  /** ICD-11 code of the vaccine, when the product has one. */
  vaccineCode: Type.Optional(Type.String({ minLength: 1, maxLength: 20 })),
  lotNumber: LotNumber,
  occurrenceDate: LocalDate,
})
export type LocalCardDose = Static<typeof LocalCardDose>

/**
 * Everything a local card says, and everything the paper may repeat.
 *
 * It never holds the whole NIK, a hash of it, a phone number or a screening answer: the QR can be
 * read by anyone who holds the paper.
 */
export const LocalCardContents = Type.Object({
  kind: Type.Literal('local'),
  cardId: Uuid,
  /** Short number in print, unique in the country: status list and index. */
  serial: Type.String(),
  fullName: FullName,
  birthDate: LocalDate,
  nikLast4: Type.Optional(Type.String({ pattern: '^\\d{4}$' })),
  doses: Type.Array(LocalCardDose, { minItems: 1, maxItems: 3 }),
  site: Type.Object({ siteId: SiteId, name: Type.String() }),
  deviceId: DeviceId,
  deviceCertificateId: Type.String(),
  vaccinator: StaffId,
  issuer: StaffId,
  /** Why it was made. Which outage stands in the log, under the card's id. */
  cause: Type.Union([
    Type.Object({ kind: Type.Literal('outage') }),
    Type.Object({ kind: Type.Literal('wait'), waitedSeconds: Type.Integer({ minimum: 1 }) }),
  ]),
  statusList: Type.String(),
  statusIndex: Type.Integer({ minimum: 0 }),
  issuedAt: Instant,
  expiresAt: Instant,
})
export type LocalCardContents = Static<typeof LocalCardContents>
