import { type Static, Type } from 'typebox'
import { Instant, LocalDate } from '../values/index.ts'

/** One vaccination as the EU DCC 1.3 or WHO's DVC states it; codes are those of their value sets. */
export const NationalCardDose = Type.Object({
  targetDisease: Type.String(),
  vaccine: Type.String(),
  product: Type.String(),
  manufacturer: Type.String(),
  doseNumber: Type.Integer({ minimum: 1, maximum: 9 }),
  seriesDoses: Type.Integer({ minimum: 1, maximum: 9 }),
  occurrenceDate: LocalDate,
  country: Type.String(),
  issuer: Type.String(),
  /** Stated by the DVC, not by the DCC. */
  lotNumber: Type.Optional(Type.String()),
  /** Our own id of the product, where the codes are known to us. */
  productId: Type.Optional(Type.String()),
})
export type NationalCardDose = Static<typeof NationalCardDose>

export const NationalCardContents = Type.Object({
  kind: Type.Literal('national'),
  /** Unique vaccination certificate identifier (`URN:UVCI:01:ID:…`). */
  certificateId: Type.String(),
  fullName: Type.String(),
  /** Family and given name, each also in the Latin letters of a passport (ICAO 9303). */
  name: Type.Object({
    fn: Type.Optional(Type.String()),
    fnt: Type.String(),
    gn: Type.Optional(Type.String()),
    gnt: Type.Optional(Type.String()),
  }),
  birthDate: Type.String({ description: 'YYYY-MM-DD, YYYY-MM, YYYY or empty, as EU DCC allows' }),
  doses: Type.Array(NationalCardDose, { minItems: 1 }),
  country: Type.String(),
  statusList: Type.Optional(Type.String()),
  statusIndex: Type.Optional(Type.Integer({ minimum: 0 })),
  issuedAt: Instant,
  expiresAt: Instant,
})
export type NationalCardContents = Static<typeof NationalCardContents>
