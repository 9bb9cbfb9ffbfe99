import type { Text } from '../values/index.ts'
import { accessRefusals } from './access-refusals.ts'
import { cardRefusals } from './card-refusals.ts'
import { fieldInWords } from './field-words.ts'
import { fillIn } from './fill-in.ts'
import { outageRefusals } from './outage-refusals.ts'
import { personRefusals } from './person-refusals.ts'
import { siteRefusals } from './site-refusals.ts'
import { stockRefusals } from './stock-refusals.ts'
import { ticketRefusals } from './ticket-refusals.ts'

/**
 * Every expected "no" of the product, by name. A program switches on the name, a report counts it,
 * a person reads the sentence: what happened, then what to do next. `{placeholders}` come from the
 * refusal's details.
 */
export const refusals = {
  ...accessRefusals,
  ...ticketRefusals,
  ...personRefusals,
  ...stockRefusals,
  ...cardRefusals,
  ...outageRefusals,
  ...siteRefusals,
} as const satisfies Record<string, Text>

export type RefusalName = keyof typeof refusals

/** The sentence for a refusal, in both languages, with its details filled in; a field by its label on the screens. */
export function refusalMessage(name: RefusalName, details: Readonly<Record<string, unknown>> = {}): Text {
  const { field } = details
  return fillIn(
    refusals[name],
    typeof field === 'string' ? { ...details, field: fieldInWords(field) } : details,
  )
}

export function isRefusalName(name: string): name is RefusalName {
  return Object.hasOwn(refusals, name)
}
