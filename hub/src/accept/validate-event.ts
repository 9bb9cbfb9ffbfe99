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
  const place = first?.instancePath.replaceAll('/', '.') ?? ''
  return `data${place} does not fit ${type} (${first?.keyword ?? 'schema'})`
}

const compiled = new Map<string, ReturnType<typeof Compile>>()
