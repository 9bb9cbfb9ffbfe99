import type { EventDraft, Instant, OutageDeclaration, OutageTarget } from '@sentra/contract'
import { type Refusal, refuse } from '../refusal.ts'

/** A recorded outage that has not ended. */
export interface OngoingOutage {
  readonly outageId: string
  readonly target: OutageTarget
  /** Null: the site node saw it by itself. */
  readonly declaredBy: string | null
}

/**
 * A person says that a service is out. The machine may see nothing of it: in 2021 PCare answered and nobody
 * could save. One declaration for each target at a time; a detected outage of the same target stands beside it.
 */
export function declareOutage(request: {
  readonly outageId: string
  readonly target: OutageTarget
  readonly declared: OutageDeclaration
  readonly ongoing: readonly OngoingOutage[]
  readonly now: Instant
}):
  | EventDraft<'outage.began'>
  | Refusal<'outage-already-declared' | 'outage-note-needed' | 'outage-note-has-number'> {
  const { outageId, target, now } = request
  const note = request.declared.note?.trim() ?? ''
  const { reason } = request.declared
  if (reason === 'other' && note.length < 3) return refuse('outage-note-needed', { field: 'note' })
  if (mayNamePerson(note)) return refuse('outage-note-has-number', { field: 'note' })
  if (request.ongoing.some((outage) => outage.target === target && outage.declaredBy !== null))
    return refuse('outage-already-declared', { field: 'target', details: { target: targetNames[target] } })
  const declared = note === '' ? { reason } : { reason, note }
  return { type: 'outage.began', data: { outageId, target, since: now, cause: 'declared', declared } }
}

/** Any coordinator may end what a coordinator declared; what the machine detected ends by itself. */
export function endOutage(request: {
  readonly outage: (OngoingOutage & { readonly over: boolean }) | null
  readonly backlog: number
  readonly now: Instant
}): EventDraft<'outage.ended'> | Refusal<'not-found' | 'outage-is-detected' | 'outage-is-over'> {
  const { outage, now } = request
  if (outage === null) return refuse('not-found', { field: 'outageId' })
  if (outage.declaredBy === null) return refuse('outage-is-detected')
  if (outage.over) return refuse('outage-is-over')
  const { outageId, target } = outage
  const waiting = target === 'hub' ? { backlog: request.backlog } : {}
  return { type: 'outage.ended', data: { outageId, target, until: now, ...waiting } }
}

/** Six digits, also spaced, are a number of somebody; an @ is an address. A time such as 10.15 is neither. */
const mayNamePerson = (note: string) => /@|\d(?:[\s.-]?\d){5}/.test(note)

const targetNames: Record<OutageTarget, string> = { hub: 'hub', pcare: 'PCare', satusehat: 'SATUSEHAT' }
