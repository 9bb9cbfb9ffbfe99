/** An expected "no", as a value with a name a screen can show and a report can count. */
export interface Refused<Reason extends string> {
  readonly refused: Reason
}

export function refuse<Reason extends string>(refused: Reason): Refused<Reason> {
  return { refused }
}

export function isRefused<Reason extends string>(answer: unknown): answer is Refused<Reason> {
  return typeof answer === 'object' && answer !== null && 'refused' in answer
}

/** A broken invariant stops the process: a machine that restarts is safer than one that guesses. */
export function assert(condition: unknown, invariant: string): asserts condition {
  if (!condition) throw new Error(`Broken invariant: ${invariant}`)
}
