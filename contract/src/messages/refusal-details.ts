import type { Text } from '../values/index.ts'
import type { RefusalName, refusals } from './refusals.ts'

type Placeholder<Sentence extends string> = Sentence extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholder<Rest>
  : never

/** The details a refusal's sentence asks for, by name. `field` among them is the refusal's own field. */
export type RefusalDetailName<N extends RefusalName> = Placeholder<(typeof refusals)[N]['en']>

/** A detail that is a word for people comes in both languages. */
export type RefusalDetail = string | number | Text
