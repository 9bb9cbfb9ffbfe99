import type { Instant, Lane } from '@sentra/contract'
import { type Refusal, refuse } from '../refusal.ts'

export interface Waiting {
  readonly ticketId: string
  readonly lane: Lane
  /** For showing only; never decides. */
  readonly since: Instant
  /** Place in the log of the fact that put them in this line: arrival, or the call they missed. */
  readonly seq: number
  readonly missed: number
}

/** After so many priority calls without one, the next call is a walk-in, if one waits. */
export const priorityCallsInARow = 3

/**
 * Who is called next to a desk. Emergencies first, then the holders of return tickets: they were
 * promised yesterday. Then priority, with a floor for walk-ins so that they never starve: one call
 * in four is theirs. Inside a lane strictly first come, first served, by the log's order and not by
 * any clock.
 *
 * No walk-in and no priority person is ever called while a checked-in return ticket waits.
 */
export function callNext(
  waiting: readonly Waiting[],
  /** Lanes of the calls so far to this stage today, newest last. */
  recentCalls: readonly Lane[],
): string | Refusal<'queue-empty'> {
  const lane = laneToCall(waiting, recentCalls)
  if (lane === null) return refuse('queue-empty')
  const line = waiting.filter((person) => person.lane === lane)
  return line.reduce((first, person) => (person.seq < first.seq ? person : first)).ticketId
}

function laneToCall(waiting: readonly Waiting[], recentCalls: readonly Lane[]): Lane | null {
  const has = (lane: Lane) => waiting.some((person) => person.lane === lane)
  if (has('emergency')) return 'emergency'
  if (has('return-ticket')) return 'return-ticket'
  if (!has('walk-in')) return has('priority') ? 'priority' : null
  if (!has('priority')) return 'walk-in'
  return priorityCallsSinceWalkIn(recentCalls) >= priorityCallsInARow ? 'walk-in' : 'priority'
}

function priorityCallsSinceWalkIn(recentCalls: readonly Lane[]): number {
  const since = recentCalls.slice(recentCalls.lastIndexOf('walk-in') + 1)
  return since.filter((lane) => lane === 'priority').length
}
