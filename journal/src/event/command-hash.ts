import { hash } from 'node:crypto'

/**
 * What a command says, as one SHA-256 in hex: the same command sent twice has the same hash in whatever
 * order its fields come, and another command under the same id is found out.
 */
export function commandHash(command: unknown): string {
  return hash('sha256', canonical(command), 'hex')
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((each) => canonical(each ?? null)).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  const fields = Object.entries(value).filter(([, field]) => field !== undefined)
  fields.sort(([left], [right]) => (left < right ? -1 : 1))
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join(',')}}`
}
