import type { RefusalName } from '@sentra/contract'

/**
 * An expected "no": a name that a screen shows and a report counts. `field` points at the input to
 * mend; `details` fill the placeholders of the sentence (contract/src/messages).
 */
export interface Refusal<N extends RefusalName = RefusalName> {
  readonly refused: N
  readonly field?: string
  readonly details?: Readonly<Record<string, string | number>>
}

export function refuse<N extends RefusalName>(
  refused: N,
  more: { field?: string; details?: Readonly<Record<string, string | number>> } = {},
): Refusal<N> {
  return { refused, ...more }
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'refused' in value
}
