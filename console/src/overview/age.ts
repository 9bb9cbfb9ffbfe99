import type { SayConsole } from '../words/use-console-words.ts'

/** `3 menit lalu`, counted on the hub's clock, so that a wrong clock in the office tells no lies. */
export function sayAge(instant: string, now: string, say: SayConsole): string {
  const minutes = Math.floor((Date.parse(now) - Date.parse(instant)) / 60_000)
  if (minutes < 1) return say('ages.now')
  if (minutes < 60) return say('ages.minutes', { count: minutes })
  const hours = Math.floor(minutes / 60)
  return hours < 48
    ? say('ages.hours', { count: hours })
    : say('ages.days', { count: Math.floor(hours / 24) })
}

/** Of this browser: the person at the hub thinks in the time of his own wall. */
export const wallTimeZone = Intl.DateTimeFormat().resolvedOptions().timeZone
