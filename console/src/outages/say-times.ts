import type { Tell } from './outage-words.ts'

/** Minutes, then hours, then days. Rounded up: ten seconds are not nothing. */
export function sayLength(from: string, until: string, tell: Tell): string {
  const minutes = Math.max(0, Math.ceil((Date.parse(until) - Date.parse(from)) / 60_000))
  if (minutes < 60) return tell('minutes', { count: minutes })
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return tell('hours', { hours, minutes: minutes % 60 })
  return tell('days', { days: Math.floor(hours / 24), hours: hours % 24 })
}
