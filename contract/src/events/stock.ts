import { type Static, Type } from 'typebox'
import { Instant, LocalDate, LotNumber, ProductId, Uuid } from '../values/index.ts'

export const StockReceived = Type.Object({
  deliveryId: Uuid,
  productId: ProductId,
  lotNumber: LotNumber,
  expirationDate: LocalDate,
  vials: Type.Integer({ minimum: 1, maximum: 100_000 }),
  dosesPerVial: Type.Integer({ minimum: 1, maximum: 20 }),
})
export type StockReceived = Static<typeof StockReceived>

/** Unopened vials lost: reasons are the immunisation programme's (vaccine-products.json, ledgerReasons). */
export const StockWasted = Type.Object({
  lotNumber: LotNumber,
  vials: Type.Integer({ minimum: 1 }),
  reason: Type.Union([
    Type.Literal('expired'),
    Type.Literal('damaged'),
    Type.Literal('cold-chain'),
    Type.Literal('lost'),
    Type.Literal('transferred'),
  ]),
  note: Type.Optional(Type.String({ maxLength: 200 })),
})
export type StockWasted = Static<typeof StockWasted>

export const VialOpened = Type.Object({
  vialId: Uuid,
  /** Short number written on the vial with the hour, read out at the desk. */
  vialNumber: Type.Integer({ minimum: 1 }),
  productId: ProductId,
  lotNumber: LotNumber,
  expirationDate: LocalDate,
  dosesPerVial: Type.Integer({ minimum: 1 }),
  openedAt: Instant,
  openedOn: LocalDate,
  /** The earlier of the product's open-vial hours and the session's end. */
  discardAt: Instant,
})
export type VialOpened = Static<typeof VialOpened>

export const VialClosed = Type.Object({
  vialId: Uuid,
  closedOn: LocalDate,
  dosesDrawn: Type.Integer({ minimum: 0 }),
  dosesWasted: Type.Integer({ minimum: 0 }),
  reason: Type.Union([
    Type.Literal('empty'),
    Type.Literal('discard-time'),
    Type.Literal('session-end'),
    Type.Literal('damaged'),
  ]),
})
export type VialClosed = Static<typeof VialClosed>
