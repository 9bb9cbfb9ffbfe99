import { type Static, Type } from 'typebox'
import { CardVoidReason, DayPlan, LocalCardCause, ScreeningDecision, TicketHolder } from '../events/index.ts'
import {
  Desk,
  Instant,
  Lane,
  LocalDate,
  LotNumber,
  Patient,
  ProductId,
  RoleList,
  StaffId,
  Stage,
  Uuid,
} from '../values/index.ts'
import { OpenOutageView, SendingView, TargetView } from './outage-views.ts'
import { QuarantineView, SafetyView } from './safety-view.ts'

const Count = Type.Integer({ minimum: 0 })
const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()])

export const StaffView = Type.Object({
  staffId: StaffId,
  displayName: Type.String(),
  roles: RoleList,
  active: Type.Boolean(),
})
export type StaffView = Static<typeof StaffView>

/** A cookie carries the session for browsers; `token` is for programs on the LAN. */
export const SignInBody = Type.Object({ staffId: StaffId, pin: Type.String({ pattern: '^\\d{6,12}$' }) })
export type SignInBody = Static<typeof SignInBody>
export const SignedIn = Type.Object({ token: Type.String(), staff: StaffView, endsAt: Instant })
export type SignedIn = Static<typeof SignedIn>

/** The link to the hub as people see it: a mode with a beginning, and a finishing time when it drains. */
export const LinkView = Type.Object({
  state: Type.Union([
    Type.Literal('up'),
    Type.Literal('slow'),
    Type.Literal('down'),
    Type.Literal('unknown'),
  ]),
  since: Nullable(Instant),
  outageId: Nullable(Uuid),
  /** Events written here and not yet receipted by the hub. */
  waiting: Count,
  receiptedSize: Count,
  ratePerSecond: Type.Number({ minimum: 0 }),
  doneBy: Nullable(Instant),
  lastError: Nullable(Type.String()),
  /** The hub has another history of this site: nothing is sent until a person has decided, in these words. */
  quarantine: Type.Optional(Nullable(QuarantineView)),
  /** What is being sent now, and when the hub last vouched for anything. */
  sending: Type.Optional(SendingView),
  /** National services that are watched beside the hub. */
  targets: Type.Optional(Type.Array(TargetView)),
  /** Everything that is out now, detected or declared. */
  outages: Type.Optional(Type.Array(OpenOutageView)),
})
export type LinkView = Static<typeof LinkView>

export const CampaignView = Type.Object({
  campaignId: Uuid,
  name: Type.String(),
  placeName: Type.String(),
  productId: ProductId,
  doseNumbers: Type.Array(Type.Integer()),
  firstDay: LocalDate,
  lastDay: LocalDate,
  days: Count,
  opensAt: Type.String(),
  closesAt: Type.String(),
  aefiPhone: Type.String(),
})
export type CampaignView = Static<typeof CampaignView>

export const TodayView = Type.Object({
  localDate: LocalDate,
  /** null before the campaign's first day or after its last. */
  day: Nullable(Type.Integer()),
  daysLeft: Count,
  session: Type.Union([Type.Literal('not-opened'), Type.Literal('open'), Type.Literal('closed')]),
  plan: Nullable(DayPlan),
  dosesGiven: Count,
  dosesWasted: Count,
  dosesOnHand: Count,
  dosesReceived: Count,
  dosesGivenTotal: Count,
  dosesWastedTotal: Count,
  /** Places that can still be given to walk-ins now. */
  placesLeft: Count,
  liveTickets: Count,
  returnTicketsDueToday: Count,
  returnTicketsHonouredToday: Count,
  returnTicketsIssuedToday: Count,
  /** Return tickets already promised for the next day, and how many more can be. */
  promisedTomorrow: Count,
  promisesLeft: Count,
  turnedAwayToday: Count,
  /** By day 2 the screen says it: at the pace so far the stock ends too early, on time, or is left over. */
  forecast: Type.Union([
    Type.Literal('on-time'),
    Type.Literal('left-over'),
    Type.Literal('too-early'),
    Type.Literal('unknown'),
  ]),
  forecastDosesLeft: Count,
})
export type TodayView = Static<typeof TodayView>

export const SiteStatus = Type.Object({
  siteId: Type.String(),
  siteName: Type.String(),
  timeZone: Type.String(),
  now: Instant,
  simulatedClock: Type.Boolean(),
  epoch: Type.Integer(),
  logSize: Count,
  campaign: Nullable(CampaignView),
  today: TodayView,
  link: LinkView,
  enrolled: Type.Boolean(),
  version: Type.String(),
  safety: Type.Optional(SafetyView),
})
export type SiteStatus = Static<typeof SiteStatus>

/** The board shows numbers, never names. */
export const QueueEntry = Type.Object({
  ticketId: Uuid,
  number: Type.String(),
  lane: Lane,
  stage: Stage,
  since: Instant,
})
export type QueueEntry = Static<typeof QueueEntry>
export const QueueView = Type.Object({
  waiting: Type.Array(
    Type.Object({
      stage: Stage,
      lane: Lane,
      count: Count,
      longestWaitSeconds: Count,
      next: Type.Array(Type.String()),
    }),
  ),
  called: Type.Array(
    Type.Object({
      number: Type.String(),
      stage: Stage,
      desk: Desk,
      at: Instant,
      /** The person was served there, or did not come and waits again. */
      movedOn: Type.Optional(Type.Boolean()),
    }),
  ),
  observing: Type.Array(
    Type.Object({ number: Type.String(), visitId: Uuid, until: Instant, minutes: Count, lane: Lane }),
  ),
})
export type QueueView = Static<typeof QueueView>

export const TicketState = Type.Union([
  Type.Literal('issued'),
  Type.Literal('waiting'),
  Type.Literal('called'),
  Type.Literal('in-visit'),
  Type.Literal('consumed'),
  Type.Literal('deferred'),
  Type.Literal('voided'),
  Type.Literal('lapsed'),
])
export type TicketState = Static<typeof TicketState>

export const CardView = Type.Object({
  cardId: Uuid,
  kind: Type.Union([Type.Literal('local'), Type.Literal('national')]),
  serial: Type.String(),
  state: Type.Union([
    Type.Literal('live'),
    Type.Literal('exchanged'),
    Type.Literal('ready'),
    Type.Literal('void'),
  ]),
  immunizationId: Uuid,
  issuedAt: Instant,
  expiresOn: Nullable(LocalDate),
  cause: Type.Optional(LocalCardCause),
  /** Somebody asked that it be made void; another person may agree. */
  voidRequest: Type.Optional(
    Type.Object({ requestId: Uuid, requestedBy: StaffId, reason: CardVoidReason, at: Instant }),
  ),
  /** What people at the hub decided about this card, as this site heard it. */
  hubDecision: Type.Optional(
    Type.Object({
      decision: Type.Union([Type.Literal('withdrawn'), Type.Literal('released')]),
      at: Instant,
    }),
  ),
  text: Type.String(),
})
export type CardView = Static<typeof CardView>

export const VisitView = Type.Object({
  visitId: Uuid,
  ticketId: Uuid,
  number: Type.String(),
  stage: Stage,
  patient: Patient,
  doseNumber: Type.Integer(),
  warnings: Type.Array(Type.String()),
  screening: Nullable(
    Type.Object({
      decision: ScreeningDecision,
      reasons: Type.Array(Type.Unknown()),
      observationMinutes: Count,
      at: Instant,
    }),
  ),
  immunization: Nullable(
    Type.Object({
      immunizationId: Uuid,
      productId: ProductId,
      lotNumber: LotNumber,
      vialId: Uuid,
      vialDose: Type.Integer(),
      extraDose: Type.Boolean(),
      at: Instant,
      localDate: LocalDate,
      vaccinator: StaffId,
    }),
  ),
  observation: Nullable(Type.Object({ until: Instant, minutes: Count, outcome: Nullable(Type.String()) })),
  cards: Type.Array(CardView),
  /** What the card desk should do now, and why not if nothing. */
  cardAdvice: Type.Union([
    Type.Literal('no-dose'),
    Type.Literal('wait-for-national'),
    Type.Literal('issue-local'),
    Type.Literal('hand-over-national'),
    Type.Literal('exchange'),
    Type.Literal('stopped'),
    Type.Literal('done'),
  ]),
  /** Seconds until a local card may be issued without an outage; 0 = now. */
  waitSeconds: Count,
})
export type VisitView = Static<typeof VisitView>

/** A card that exists and is in nobody's hand: the person must be called, or comes to exchange. */
export const UncollectedCard = Type.Object({
  visitId: Uuid,
  number: Type.String(),
  fullName: Type.String(),
  immunizationId: Uuid,
  /** Of the local card in the person's hand, when there is one. */
  localSerial: Nullable(Type.String()),
  localExpiresOn: Nullable(LocalDate),
  /** Since when the national card waits here. */
  readySince: Instant,
})
export type UncollectedCard = Static<typeof UncollectedCard>

/** A card somebody wants void, as another person must see it before agreeing. */
export const VoidRequestView = Type.Object({
  requestId: Uuid,
  requestedBy: StaffId,
  at: Instant,
  reason: CardVoidReason,
  cardId: Uuid,
  kind: Type.Union([Type.Literal('local'), Type.Literal('national')]),
  visitId: Uuid,
  number: Type.String(),
  fullName: Type.String(),
})
export type VoidRequestView = Static<typeof VoidRequestView>

export const TicketView = Type.Object({
  ticketId: Uuid,
  kind: Type.Union([Type.Literal('day'), Type.Literal('return')]),
  number: Type.String(),
  lane: Lane,
  state: TicketState,
  issuedOn: LocalDate,
  validOn: LocalDate,
  holder: TicketHolder,
  text: Type.String(),
  missed: Count,
  issuedAt: Instant,
  checkedInAt: Nullable(Instant),
  calledAt: Nullable(Instant),
  consumedAt: Nullable(Instant),
  visitId: Nullable(Uuid),
})
export type TicketView = Static<typeof TicketView>

export const VialView = Type.Object({
  vialId: Uuid,
  vialNumber: Type.Integer(),
  productId: ProductId,
  lotNumber: LotNumber,
  expirationDate: LocalDate,
  dosesPerVial: Type.Integer(),
  dosesDrawn: Count,
  openedAt: Instant,
  discardAt: Instant,
  closed: Type.Boolean(),
})
export type VialView = Static<typeof VialView>

export const StockView = Type.Object({
  lots: Type.Array(
    Type.Object({
      lotNumber: LotNumber,
      productId: ProductId,
      expirationDate: LocalDate,
      dosesPerVial: Type.Integer(),
      vialsReceived: Count,
      vialsUnopened: Count,
      vialsOpened: Count,
      vialsWasted: Count,
      dosesGiven: Count,
      dosesWasted: Count,
      extraDoses: Count,
      dosesOnHand: Count,
      expired: Type.Boolean(),
    }),
  ),
  openVials: Type.Array(VialView),
  /** "Open the next vial now?" near closing, with the reason (operations, 4.4). */
  openVialAdvice: Type.Object({
    open: Type.Boolean(),
    reason: Type.Union([
      Type.Literal('open-vial-has-doses'),
      Type.Literal('enough-people'),
      Type.Literal('wait-for-people'),
      Type.Literal('last-day'),
      Type.Literal('no-stock'),
    ]),
    peopleExpected: Type.Number(),
    peopleNeeded: Type.Number(),
  }),
  /** received = given + wasted + transferred + on hand − extra doses, to the dose. */
  balanced: Type.Boolean(),
})
export type StockView = Static<typeof StockView>

export const DayView = Type.Object({
  localDate: LocalDate,
  day: Type.Integer(),
  quota: Count,
  dosesGiven: Count,
  dosesWasted: Count,
  dosesAtOpening: Count,
  dosesAtClose: Nullable(Count),
  returnTicketsIssued: Count,
  returnTicketsHonoured: Count,
  turnedAway: Count,
  closed: Type.Boolean(),
})
export type DayView = Static<typeof DayView>
