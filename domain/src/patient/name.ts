/**
 * A name as it is compared, never as it is shown: capitals, no accents, no punctuation, one space.
 * `Siti Nur'aini` and `SITI NURAINI` are one name.
 */
export function nameKey(fullName: string): string {
  return fullName
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toUpperCase()
    .replace(/['’`.]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/**
 * Whether two spellings may be one person's name: the same, or one a part of the other, as when the
 * gate wrote `Siti` and the KTP says `Siti Nuraini`.
 */
export function namesAgree(first: string, second: string): boolean {
  const [a, b] = [wordsOf(first), wordsOf(second)]
  if (a.length === 0 || b.length === 0) return false
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  return short.every((word) => long.includes(word))
}

function wordsOf(name: string): string[] {
  return nameKey(name).split(' ').filter(Boolean)
}
