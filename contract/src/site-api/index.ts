import { type Static, type TSchema, Type } from 'typebox'
import { TicketReference } from '../commands/index.ts'
import { JournalEvent } from '../journal/index.ts'
import { LocalDate, type Role, roles } from '../values/index.ts'
import * as outageViews from './outage-views.ts'
import * as views from './views.ts'

export * from './outage-views.ts'
export * from './safety-view.ts'
export * from './views.ts'

/** The answer to a command: the fact as it stands in the log. A repeat answers `duplicate` with the first fact. */
export const CommandAnswer = Type.Object({
  outcome: Type.Union([Type.Literal('recorded'), Type.Literal('duplicate')]),
  event: JournalEvent,
  /** Shown once, never stored in clear: the first PIN of an enrolled person. */
  pin: Type.Optional(Type.String()),
})
export type CommandAnswer = Static<typeof CommandAnswer>

export interface QueryDefinition {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly summary: string
  readonly roles: readonly Role[] | 'anyone' | 'signed-in'
  readonly body?: TSchema
  readonly query?: TSchema
  readonly answer: TSchema
  /** Reads a person: the read itself is recorded and rate-limited. */
  readonly readsPerson?: boolean
}

const clinical = roles.filter((role) => role !== 'administrator')
const define = <T extends QueryDefinition>(definition: T): T => definition

/**
 * Every question a station asks the site. Searches are POSTs: names and numbers stay out of URLs.
 * Files (PDF, status lists, bundles) and the live stream are listed in the OpenAPI page only.
 */
export const queries = {
  status: define({
    method: 'GET',
    path: '/v1/status',
    summary: 'Campaign, today, link',
    roles: 'anyone',
    answer: views.SiteStatus,
  }),
  queue: define({
    method: 'GET',
    path: '/v1/queue',
    summary: 'The line, for board and desks (numbers only)',
    roles: 'anyone',
    answer: views.QueueView,
  }),
  signIn: define({
    method: 'POST',
    path: '/v1/sign-in',
    summary: 'Sign in with staff code and PIN',
    roles: 'anyone',
    body: views.SignInBody,
    answer: views.SignedIn,
  }),
  signOut: define({
    method: 'POST',
    path: '/v1/sign-out',
    summary: 'Sign out',
    roles: 'signed-in',
    answer: Type.Object({ signedOut: Type.Boolean() }),
  }),
  me: define({
    method: 'GET',
    path: '/v1/me',
    summary: 'Who am I',
    roles: 'signed-in',
    answer: Type.Object({ staff: views.StaffView, device: Type.String() }),
  }),
  staff: define({
    method: 'GET',
    path: '/v1/staff',
    summary: 'Who may do what here',
    roles: ['coordinator', 'administrator', 'auditor'],
    answer: Type.Object({ staff: Type.Array(views.StaffView) }),
  }),
  findTicket: define({
    method: 'POST',
    path: '/v1/tickets/find',
    summary: 'A ticket by scanned text or short number',
    roles: clinical,
    body: Type.Object({ ticket: TicketReference }),
    answer: Type.Object({ ticket: views.TicketView, visit: Type.Union([views.VisitView, Type.Null()]) }),
    readsPerson: true,
  }),
  tickets: define({
    method: 'GET',
    path: '/v1/tickets',
    summary: 'Tickets of a day',
    roles: ['gate', 'registrar', 'coordinator', 'auditor'],
    query: Type.Object({ validOn: Type.Optional(LocalDate) }),
    answer: Type.Object({ tickets: Type.Array(views.TicketView) }),
    readsPerson: true,
  }),
  visit: define({
    method: 'GET',
    path: '/v1/visits/:visitId',
    summary: 'One visit',
    roles: clinical,
    answer: views.VisitView,
    readsPerson: true,
  }),
  visitsAtStage: define({
    method: 'GET',
    path: '/v1/stages/:stage/visits',
    summary: 'People at a stage, in order',
    roles: ['registrar', 'screener', 'vaccinator', 'observer', 'card-clerk', 'coordinator'],
    answer: Type.Object({ visits: Type.Array(views.VisitView) }),
    readsPerson: true,
  }),
  findPeople: define({
    method: 'POST',
    path: '/v1/people/find',
    summary: 'Search by name, number or ticket (min. 3 characters)',
    roles: ['registrar', 'card-clerk', 'coordinator'],
    body: Type.Object({ query: Type.String({ minLength: 3, maxLength: 80 }) }),
    answer: Type.Object({ visits: Type.Array(views.VisitView) }),
    readsPerson: true,
  }),
  findCard: define({
    method: 'POST',
    path: '/v1/cards/find',
    summary: 'A card by scanned text or serial: whose, which state, what to do',
    roles: ['card-clerk', 'coordinator'],
    body: Type.Object({ text: Type.String({ minLength: 4, maxLength: 4000 }) }),
    answer: Type.Object({ card: views.CardView, visit: views.VisitView }),
    readsPerson: true,
  }),
  uncollectedCards: define({
    method: 'GET',
    path: '/v1/cards/uncollected',
    summary: 'National cards that wait at this site, the local card that ends soonest first',
    roles: ['card-clerk', 'coordinator'],
    answer: Type.Object({ cards: Type.Array(views.UncollectedCard), total: Type.Integer({ minimum: 0 }) }),
    readsPerson: true,
  }),
  voidRequests: define({
    method: 'GET',
    path: '/v1/cards/void-requests',
    summary: 'Cards somebody wants void and nobody else has agreed to yet, the oldest first',
    roles: ['card-clerk', 'coordinator'],
    answer: Type.Object({ requests: Type.Array(views.VoidRequestView) }),
    readsPerson: true,
  }),
  stock: define({
    method: 'GET',
    path: '/v1/stock',
    summary: 'Lots, open vials, balance',
    roles: 'signed-in',
    answer: views.StockView,
  }),
  days: define({
    method: 'GET',
    path: '/v1/days',
    summary: 'Day by day',
    roles: 'signed-in',
    answer: Type.Object({ days: Type.Array(views.DayView) }),
  }),
  outages: define({
    method: 'GET',
    path: '/v1/outages',
    summary: 'Outages as facts',
    roles: 'signed-in',
    answer: Type.Object({ outages: Type.Array(outageViews.OutageView) }),
  }),
  setAside: define({
    method: 'GET',
    path: '/v1/set-aside',
    summary:
      'Records the hub did not take, and words of the hub this site could not read, each with its reason',
    roles: ['coordinator', 'administrator', 'auditor'],
    answer: outageViews.SetAsideView,
  }),
  refusals: define({
    method: 'GET',
    path: '/v1/audit/refusals',
    summary: 'Who was told no, for what, how often',
    roles: ['auditor', 'coordinator', 'administrator'],
    answer: Type.Object({
      refusals: Type.Array(
        Type.Object({
          localDate: LocalDate,
          staffId: Type.String(),
          command: Type.String(),
          refused: Type.String(),
          times: Type.Integer({ minimum: 1 }),
          lastAt: Type.String(),
        }),
      ),
    }),
  }),
  personalReads: define({
    method: 'GET',
    path: '/v1/audit/reads',
    summary: 'Who read whom, when',
    roles: ['auditor', 'administrator'],
    answer: Type.Object({
      reads: Type.Array(
        Type.Object({
          at: Type.String(),
          staffId: Type.String(),
          query: Type.String(),
          subject: Type.String(),
        }),
      ),
    }),
  }),
} as const

export type QueryName = keyof typeof queries
export type QueryAnswer<N extends QueryName> = Static<(typeof queries)[N]['answer']>
