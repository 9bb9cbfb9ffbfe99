import type { Tell } from './outage-words.ts'

/** `45 menit`, `2 jam 5 menit`, `7 hari 3 jam`. Rounded up: ten seconds are not nothing. */
export function sayLength(from: string, until: string | number, tell: Tell): string {
  const end = typeof until === 'number' ? until : Date.parse(until)
  return sayMinutes(Math.max(0, Math.ceil((end - Date.parse(from)) / 60_000)), tell)
}

export function sayMinutes(minutes: number, tell: Tell): string {
  if (minutes < 60) return tell('minutes', { count: minutes })
  const hours = Math.floor(minutes / 60)
  if (hours >= 48) return tell('days', { days: Math.floor(hours / 24), hours: hours % 24 })
  return tell('hours', { hours, minutes: minutes % 60 })
}
