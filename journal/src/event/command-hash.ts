import { hash } from 'node:crypto'

/**
 * What a command says, as one SHA-256 in hex: the same command sent twice has the same hash in whatever
 * order its fields come, and another command under the same id is found out.
 */
export function commandHash(command: unknown): string {
  return hash('sha256', canonical(command), 'hex')
}

function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  let text = ''
  if (Array.isArray(value)) {
    for (const each of value) text += `${text === '' ? '' : ','}${canonical(each ?? null)}`
    return `[${text}]`
  }
  for (const name of Object.keys(value).sort()) {
    const field = (value as Record<string, unknown>)[name]
    if (field !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${canonical(field)}`
  }
  return `{${text}}`
}
