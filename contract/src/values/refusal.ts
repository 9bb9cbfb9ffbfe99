import { type Static, Type } from 'typebox'
import { Text } from './text.ts'

/**
 * An expected "no" on the wire. `error` is the name a program switches on and a report counts;
 * `message` tells the reader what to do next; `field` points at the input to mend.
 */
export const RefusalBody = Type.Object({
  error: Type.String(),
  message: Text,
  field: Type.Optional(Type.String()),
  details: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
})
export type RefusalBody = Static<typeof RefusalBody>
