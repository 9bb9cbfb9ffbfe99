/** Says one of these words with its numbers, in the language of the page. */
type TellLength = (word: 'minutes' | 'hours' | 'days', values: Record<string, number>) => string

/** `45 menit`, `2 jam 5 menit`, `7 hari 3 jam`. Rounded up: ten seconds are not nothing. */
export function sayLength(from: string, until: string | number, tell: TellLength): string {
  const end = typeof until === 'number' ? until : Date.parse(until)
  return sayMinutes(Math.max(0, Math.ceil((end - Date.parse(from)) / 60_000)), tell)
}

export function sayMinutes(minutes: number, tell: TellLength): string {
  if (minutes < 60) return tell('minutes', { count: minutes })
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return tell('hours', { hours, minutes: minutes % 60 })
  return tell('days', { days: Math.floor(hours / 24), hours: hours % 24 })
}
