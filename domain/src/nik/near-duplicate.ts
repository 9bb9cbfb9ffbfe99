/**
 * True when two numbers are one slip of the finger apart: one digit wrong, missing, doubled, or two
 * neighbours swapped (Damerau-Levenshtein distance 1, optimal string alignment). In Bekasi in 2021 a
 * resident was "already vaccinated" because a stranger's NIK had been typed one digit wrong.
 */
export function isOneSlipApart(first: string, second: string): boolean {
  if (first === second || Math.abs(first.length - second.length) > 1) return false
  const start = commonStart(first, second)
  if (first.length !== second.length) {
    const [long, short] = first.length > second.length ? [first, second] : [second, first]
    return long.slice(start + 1) === short.slice(start)
  }
  const oneWrong = first.slice(start + 1) === second.slice(start + 1)
  const swapped =
    first[start] === second[start + 1] &&
    first[start + 1] === second[start] &&
    first.slice(start + 2) === second.slice(start + 2)
  return oneWrong || swapped
}

function commonStart(first: string, second: string): number {
  let length = 0
  while (length < first.length && first[length] === second[length]) length += 1
  return length
}
