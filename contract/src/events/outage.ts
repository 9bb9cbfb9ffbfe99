import { type Static, Type } from 'typebox'
import { Instant, Uuid } from '../values/index.ts'

/** What a site depends on and does not control: its hub, and the national services behind it. */
export const OutageTarget = Type.Union([
  Type.Literal('hub'),
  Type.Literal('pcare'),
  Type.Literal('satusehat'),
])
export type OutageTarget = Static<typeof OutageTarget>

/**
 * What the tries met.
 * - `refused`: nobody listens · `timeout`: no connection, or an answer that never ends · `black-hole`: connects, never
 *   answers · `dns`: the name is gone · `captive-portal`: somebody else answers, for example a hotel's sign-in page
 * - `server-error`: it says itself that it failed · `slow`: too slow, or "later" · `unreachable`: no route, a cut line
 * - `declared`: no machine saw it; a person said so
 */
export const OutageCause = Type.Union([
  Type.Literal('refused'),
  Type.Literal('timeout'),
  Type.Literal('server-error'),
  Type.Literal('slow'),
  Type.Literal('unreachable'),
  Type.Literal('black-hole'),
  Type.Literal('dns'),
  Type.Literal('captive-portal'),
  Type.Literal('declared'),
])
export type OutageCause = Static<typeof OutageCause>

/** What people see that a probe does not: PCare answers, and nobody can save in it. */
export const DeclaredReason = Type.Union([
  Type.Literal('does-not-load'),
  Type.Literal('cannot-sign-in'),
  Type.Literal('cannot-save'),
  Type.Literal('no-cards'),
  Type.Literal('announced'),
  Type.Literal('no-power-or-line'),
  Type.Literal('other'),
])
export type DeclaredReason = Static<typeof DeclaredReason>

/** A person's word for an outage. The note is for the report and carries no personal data. */
export const OutageDeclaration = Type.Object({
  reason: DeclaredReason,
  note: Type.Optional(Type.String({ maxLength: 120 })),
})
export type OutageDeclaration = Static<typeof OutageDeclaration>

/** An outage is a mode and a fact, not an error. Detected: the actor is `system`. Declared: whoever declared it. */
export const OutageBegan = Type.Object({
  outageId: Uuid,
  target: OutageTarget,
  /** The first failed try, which may be before the hysteresis said so; of a declared one, when it was declared. */
  since: Instant,
  cause: OutageCause,
  declared: Type.Optional(OutageDeclaration),
})
export type OutageBegan = Static<typeof OutageBegan>

export const OutageEnded = Type.Object({
  outageId: Uuid,
  target: OutageTarget,
  until: Instant,
  /** Events that then waited for the hub's receipt. Only where the hub was the target. */
  backlog: Type.Optional(Type.Integer({ minimum: 0 })),
  /** It answers again, but slowly. */
  slow: Type.Optional(Type.Boolean()),
})
export type OutageEnded = Static<typeof OutageEnded>

/** From quick to slow or back, without an outage between. */
export const LinkChanged = Type.Object({
  target: OutageTarget,
  from: Type.Union([Type.Literal('up'), Type.Literal('slow')]),
  to: Type.Union([Type.Literal('up'), Type.Literal('slow')]),
  since: Instant,
})
export type LinkChanged = Static<typeof LinkChanged>
