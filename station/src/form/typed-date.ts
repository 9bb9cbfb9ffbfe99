/** `1990-08-05` from `05-08-1990`, `5/8/1990` or `05081990`; null when there is no such day. */
export function readDate(typed: string): string | null {
  const match = /^\s*(\d{1,2})[-/. ]?(\d{1,2})[-/. ]?(\d{4})\s*$/.exec(typed)
  if (!match) return null
  const [day, month, year] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const date = new Date(Date.UTC(year, month - 1, day))
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day)
    return null
  return `${match[3]}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** `05-08-1990` from `1990-08-05`. */
export const showDate = (localDate: string) => localDate.split('-').reverse().join('-')
