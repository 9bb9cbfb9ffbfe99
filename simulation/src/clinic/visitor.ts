import type { Lane } from '@sentra/contract'
import type { Comer } from '../people/comer.ts'

/** A card on paper, in somebody's hand or taken back, as the person could show it at any gate. */
export interface Paper {
  readonly kind: 'local' | 'national'
  readonly cardId: string
  readonly immunizationId: string
  readonly text: string
  readonly handedOverAt: number
  /** Why a local card was made, as the log says. */
  readonly cause: 'outage' | 'wait' | null
  /** What an offline verifier said when the person left with it. */
  readonly verdictThen: string
  /** The printed card, of every few: drawing all of them would take longer than the five days. */
  readonly pdf: Uint8Array | null
  withdrawn: boolean
}

export type DayOutcome = 'vaccinated' | 'deferred' | 'return-ticket' | 'statement' | 'did-not-come-back'

/** A person's way through the days, as the person would tell it. */
export interface Visitor {
  readonly comer: Comer
  readonly days: { readonly day: number; readonly outcome: DayOutcome; readonly reason?: string }[]
  readonly papers: Paper[]
  ticketId: string | null
  ticketText: string | null
  ticketNumber: string | null
  ticketKind: 'day' | 'return' | null
  lane: Lane | null
  /** The day the ticket in hand is for. */
  validOnDay: number
  cameBack: boolean
  missedCall: boolean
  visitId: string | null
  immunizationId: string | null
  vaccinatedAt: number | null
  observedUntil: number | null
  leftAt: number | null
  /** When the person means to come to exchange the local card; null: not, or done. */
  exchangeAt: number | null
}

export function newVisitor(comer: Comer): Visitor {
  return {
    comer,
    days: [],
    papers: [],
    ticketId: null,
    ticketText: null,
    ticketNumber: null,
    ticketKind: null,
    lane: null,
    validOnDay: 0,
    cameBack: false,
    missedCall: false,
    visitId: null,
    immunizationId: null,
    vaccinatedAt: null,
    observedUntil: null,
    leftAt: null,
    exchangeAt: null,
  }
}

/** What became of the person on that day: the last word counts. */
export function tell(visitor: Visitor, day: number, outcome: DayOutcome, reason?: string): void {
  const at = visitor.days.findIndex((entry) => entry.day === day)
  const entry = reason ? { day, outcome, reason } : { day, outcome }
  if (at === -1) visitor.days.push(entry)
  else visitor.days[at] = entry
}
