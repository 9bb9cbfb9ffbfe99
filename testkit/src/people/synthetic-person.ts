import type { Chance } from '../chance/chance.ts'

/**
 * People who do not exist. Their names are put together from syllables, and their NIK carries district
 * `00`, which no district has: it passes every check of structure and can belong to nobody.
 */
export type SyntheticPerson = {
  fullName: string
  sex: 'female' | 'male'
  /** YYYY-MM-DD */
  birthDate: string
  nik: string
}

/**
 * That many people, no two with the same NIK, born between the two dates (both possible).
 * At most 9,999 of one sex share a birth date: the serial of a NIK has four digits.
 */
export function syntheticPeople(
  chance: Chance,
  count: number,
  options: { regency?: string; bornFrom?: string; bornUntil?: string } = {},
): SyntheticPerson[] {
  const taken = new Set<string>()
  return Array.from({ length: count }, () => {
    for (;;) {
      const person = syntheticPerson(chance, options)
      if (taken.has(person.nik)) continue
      taken.add(person.nik)
      return person
    }
  })
}

export function syntheticPerson(
  chance: Chance,
  options: { regency?: string; bornFrom?: string; bornUntil?: string } = {},
): SyntheticPerson {
  const from = Date.parse(options.bornFrom ?? '1941-01-01')
  const until = Date.parse(options.bornUntil ?? '2003-08-01')
  const day = 24 * 60 * 60 * 1000
  const birthDate = new Date(from + chance.integer(0, Math.floor((until - from) / day)) * day)
    .toISOString()
    .slice(0, 10)
  const sex = chance.happens(0.5) ? 'female' : 'male'
  const nik = syntheticNik({
    birthDate,
    sex,
    serial: chance.integer(1, 9999),
    regency: options.regency ?? '3215',
  })
  return { fullName: syntheticName(chance, sex), sex, birthDate, nik }
}

/** A well-formed NIK with district `00`: regency, 00, DDMMYY (a woman's day + 40), serial. */
export function syntheticNik(of: {
  birthDate: string
  sex: 'female' | 'male'
  serial: number
  regency?: string
}): string {
  const [year, month, day] = of.birthDate.split('-') as [string, string, string]
  const writtenDay = String(Number(day) + (of.sex === 'female' ? 40 : 0)).padStart(2, '0')
  return `${of.regency ?? '3215'}00${writtenDay}${month}${year.slice(2)}${String(of.serial).padStart(4, '0')}`
}

function syntheticName(chance: Chance, sex: SyntheticPerson['sex']): string {
  const word = (last: readonly string[]) => {
    const middle = chance.happens(0.35) ? chance.pick(middles) : ''
    const text = chance.pick(firsts) + middle + chance.pick(last)
    return text[0]!.toUpperCase() + text.slice(1)
  }
  const given = word(sex === 'female' ? womensEnds : mensEnds)
  const words = chance.pick([0, 1, 1, 1, 2]) // one name alone is common in Indonesia
  return [given, ...Array.from({ length: words }, () => word(familyEnds))].join(' ')
}

const firsts = [
  'su',
  'wi',
  'ra',
  'di',
  'an',
  'pu',
  'se',
  'tri',
  'ka',
  'yu',
  'ma',
  'ha',
  'i',
  'ni',
  'ro',
  'le',
  'ba',
  'cah',
  'da',
  'ge',
  'ju',
  'kur',
  'mu',
  'sri',
]
const middles = ['ra', 'ti', 'ma', 'wa', 'di', 'ya', 'na', 'lis', 'tri', 'ri', 'san']
const womensEnds = ['wati', 'ningsih', 'yanti', 'tini', 'lia', 'rini', 'sari', 'mala', 'yani', 'nah']
const mensEnds = ['yono', 'anto', 'wan', 'man', 'di', 'yadi', 'jo', 'dung', 'ruddin', 'pri']
const familyEnds = [
  'saputra',
  'wijaya',
  'kusuma',
  'hadi',
  'santosa',
  'permana',
  'gunawan',
  'nata',
  'laksana',
  'purnama',
  'mulya',
  'rahayu',
]
