import { type Static, Type } from 'typebox'

/**
 * In the order they are called. `return-ticket` is the promise kept: sent home yesterday,
 * first today. `priority` is elderly, pregnant and disabled people.
 */
export const lanes = ['emergency', 'return-ticket', 'priority', 'walk-in'] as const
export const Lane = Type.Union([
  Type.Literal('emergency'),
  Type.Literal('return-ticket'),
  Type.Literal('priority'),
  Type.Literal('walk-in'),
])
export type Lane = Static<typeof Lane>

/** Where a person is on the way through the hall. */
export const stages = ['registration', 'screening', 'vaccination', 'observation', 'card', 'done'] as const
export const Stage = Type.Union([
  Type.Literal('registration'),
  Type.Literal('screening'),
  Type.Literal('vaccination'),
  Type.Literal('observation'),
  Type.Literal('card'),
  Type.Literal('done'),
])
export type Stage = Static<typeof Stage>
