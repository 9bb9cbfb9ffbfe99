import type { VisitView } from '@sentra/contract'
import {
  type LocalCardState,
  liveCards,
  type NationalCardState,
  type RecordedDose,
  type StoppedDose,
} from './card-state.ts'
import { waitLeft } from './wait-left.ts'

/** What the card desk should do now for one person, and how long until that may change. */
export function cardAdvice(visit: {
  readonly immunization: RecordedDose | null
  readonly localCards: readonly LocalCardState[]
  readonly nationalCard: NationalCardState | null
  readonly stopped?: StoppedDose | null
  readonly outage: { readonly outageId: string } | null
  readonly waitedSeconds: number
  readonly waitLimitSeconds: number
}): { cardAdvice: VisitView['cardAdvice']; waitSeconds: number } {
  const { nationalCard } = visit
  if (visit.immunization === null) return { cardAdvice: 'no-dose', waitSeconds: 0 }
  if (nationalCard?.state === 'live') return { cardAdvice: 'done', waitSeconds: 0 }
  if (visit.stopped) return { cardAdvice: 'stopped', waitSeconds: 0 }

  const holdsLocal = liveCards(visit.localCards).length > 0
  if (nationalCard !== null)
    return { cardAdvice: holdsLocal ? 'exchange' : 'hand-over-national', waitSeconds: 0 }
  if (holdsLocal) return { cardAdvice: 'done', waitSeconds: 0 }

  const waitSeconds = visit.outage === null ? waitLeft(visit) : 0
  return { cardAdvice: waitSeconds > 0 ? 'wait-for-national' : 'issue-local', waitSeconds }
}
