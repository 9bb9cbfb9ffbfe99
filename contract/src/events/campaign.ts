import { type Static, Type } from 'typebox'
import { Desk, LocalDate, LocalTime, ProductId, Uuid } from '../values/index.ts'

/** A horizon that a stock must last exactly: N doses, H days, one product. */
export const CampaignPlanned = Type.Object({
  campaignId: Uuid,
  name: Type.String({ minLength: 1, maxLength: 120 }),
  placeName: Type.String({ minLength: 1, maxLength: 120 }),
  productId: ProductId,
  doseNumbers: Type.Array(Type.Integer({ minimum: 1, maximum: 4 }), { minItems: 1, maxItems: 4 }),
  firstDay: LocalDate,
  days: Type.Integer({ minimum: 1, maximum: 90 }),
  opensAt: LocalTime,
  closesAt: LocalTime,
  /** AEFI contact printed on every card (it was on the back of the 2021 card). */
  aefiPhone: Type.String({ minLength: 3, maxLength: 24 }),
})
export type CampaignPlanned = Static<typeof CampaignPlanned>

/** The plan of one day, made at opening and again after every delivery or loss. */
export const DayPlan = Type.Object({
  localDate: LocalDate,
  /** 1 is the campaign's first day. */
  day: Type.Integer({ minimum: 1 }),
  /** Days left including this one. */
  daysLeft: Type.Integer({ minimum: 1 }),
  /** Doses on hand when the plan was made, open vials included. */
  dosesOnHand: Type.Integer({ minimum: 0 }),
  /** Doses to give on this day, doses already given today included. */
  quota: Type.Integer({ minimum: 0 }),
  /** Return tickets valid today that hold a dose of this quota. */
  returnTicketsOutstanding: Type.Integer({ minimum: 0 }),
  /** quota − doses given − return tickets outstanding: what walk-ins may have. */
  walkInRelease: Type.Integer({ minimum: 0 }),
})
export type DayPlan = Static<typeof DayPlan>

export const SessionOpened = Type.Object({
  plan: DayPlan,
  desks: Type.Optional(Type.Array(Desk, { maxItems: 40 })),
})
export type SessionOpened = Static<typeof SessionOpened>

export const QuotaPlanned = Type.Object({
  plan: DayPlan,
  cause: Type.Union([
    Type.Literal('delivery'),
    Type.Literal('loss'),
    Type.Literal('yield'),
    Type.Literal('manual'),
  ]),
})
export type QuotaPlanned = Static<typeof QuotaPlanned>

/** The day's account, signed by the coordinator who closes: any later figure can be checked against it. */
export const SessionClosed = Type.Object({
  localDate: LocalDate,
  day: Type.Integer({ minimum: 1 }),
  quota: Type.Integer({ minimum: 0 }),
  dosesGiven: Type.Integer({ minimum: 0 }),
  dosesWasted: Type.Integer({ minimum: 0 }),
  dosesOnHand: Type.Integer({ minimum: 0 }),
  returnTicketsIssued: Type.Integer({ minimum: 0 }),
  returnTicketsHonoured: Type.Integer({ minimum: 0 }),
  turnedAwayWithoutPromise: Type.Integer({ minimum: 0 }),
  /** Day tickets never consumed: their holders left, or were not reached. */
  ticketsUnused: Type.Integer({ minimum: 0 }),
})
export type SessionClosed = Static<typeof SessionClosed>
