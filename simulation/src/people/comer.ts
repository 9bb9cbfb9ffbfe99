import type { ScreeningAnswers } from '@sentra/contract'
import type { SyntheticPerson } from '@sentra/testkit'

/** Somebody who comes to the stadium, with everything chance has in store for them, drawn beforehand. */
export interface Comer {
  readonly index: number
  readonly person: SyntheticPerson
  readonly day: number
  /** Epoch milliseconds of the first arrival. */
  readonly arrivesAt: number
  readonly need: 'none' | 'elderly' | 'pregnant' | 'disabled'
  readonly screening: ScreeningPlan
  /** Called and not there, the first time. */
  readonly missesCall: boolean
  /** With a return ticket in hand: comes on its day, and how far into the window (0–1). */
  readonly returns: boolean
  readonly returnShare: number
  readonly exchange: 'same-evening' | 'next-day' | 'never'
  readonly exchangeShare: number
  /** Turned away on the last day, stays within hearing of the gate in case a dose comes free. */
  readonly standsBy: boolean
  readonly serviceShare: { registration: number; screening: number; vaccination: number; card: number }
}

/** What the screening desk measures and hears. `first` is a reading that the form asks to take again. */
export interface ScreeningPlan {
  readonly formId: string
  readonly first: ScreeningAnswers | null
  readonly answers: ScreeningAnswers
  readonly fit: boolean
}
