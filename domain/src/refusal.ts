import type { RefusalDetail, RefusalDetailName, RefusalName } from '@sentra/contract'

/**
 * An expected "no": a name that a screen shows and a report counts. `field` points at the input to
 * mend; `details` fill the placeholders of the sentence (contract/src/messages).
 */
export interface Refusal<N extends RefusalName = RefusalName> {
  readonly refused: N
  readonly field?: string
  readonly details?: Readonly<Record<string, RefusalDetail>>
}

/** Says no. What the sentence asks for has to be given: a message with a gap in it does not compile. */
export function refuse<N extends RefusalName>(refused: N, ...[more]: Given<N>): Refusal<N> {
  return { refused, ...more }
}

type Given<N extends RefusalName> = [RefusalDetailName<N>] extends [never]
  ? [more?: { field?: string; details?: Details<never> }]
  : [Exclude<RefusalDetailName<N>, 'field'>] extends [never]
    ? [more: { field: string; details?: Details<never> }]
    : [more: { details: Details<Exclude<RefusalDetailName<N>, 'field'>> } & Pointing<N>]

type Details<Asked extends string> = Readonly<Record<Asked, RefusalDetail>> &
  Readonly<Record<string, RefusalDetail>>

type Pointing<N extends RefusalName> =
  'field' extends RefusalDetailName<N> ? { field: string } : { field?: string }

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'refused' in value
}
