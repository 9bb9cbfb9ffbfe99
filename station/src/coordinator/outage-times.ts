import type { Tell } from './outage-words.ts'

/** `45 menit`, `2 jam 5 menit`. Rounded up: ten seconds are not nothing. */
export function sayLength(from: string, until: string | number, tell: Tell): string {
  const end = typeof until === 'number' ? until : Date.parse(until)
  const minutes = Math.max(0, Math.ceil((end - Date.parse(from)) / 60_000))
  if (minutes < 60) return tell('minutes', { count: minutes })
  return tell('hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
}
