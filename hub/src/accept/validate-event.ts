import { eventSchemas } from '@sentra/contract'
import { Compile } from 'typebox/compile'

/**
 * Whether the data of an event is what its type says. Null when it is, or when the type is not known
 * here: a newer site's facts are stored and handed on, never refused.
 *
 * The reason names the place and the rule, and never repeats a value: it goes into logs and cases.
 */
export function validateEventData(type: string, data: unknown): string | null {
  const schema = Object.hasOwn(eventSchemas, type)
    ? eventSchemas[type as keyof typeof eventSchemas]
    : undefined
  if (!schema) return null
  const known = compiled.get(type)
  const validator = known ?? Compile(schema)
  if (!known) compiled.set(type, validator)
  if (validator.Check(data)) return null
  const [first] = validator.Errors(data)
  return `data${placeInWords(first?.instancePath ?? '')} does not fit ${type} (${first?.keyword ?? 'schema'})`
}

/**
 * Where it is, in letters that every log, table and page can hold. A key that is no plain name (what a form's answers are
 * called comes from the site) may be anything, a person's number too: it is not repeated.
 */
function placeInWords(instancePath: string): string {
  const keys = instancePath.split('/').slice(1)
  const place = keys.map((key) => (/^(?:[A-Za-z][\w-]{0,39}|\d{1,4})$/.test(key) ? `.${key}` : '._'))
  return place.join('').slice(0, placeMax)
}

/** The deepest place of the contract has half of it. */
const placeMax = 80

const compiled = new Map<string, ReturnType<typeof Compile>>()
