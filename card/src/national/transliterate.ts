/**
 * A name in the letters of a passport's machine-readable zone (ICAO 9303-3, section 6): A-Z, and `<`
 * for a space or hyphen. Apostrophes and dots vanish. A letter the table does not know becomes `X`,
 * because an empty name could not be compared with anything.
 */
export function transliterate(name: string): string {
  const letters = Array.from(name.normalize('NFC').toUpperCase(), letterOf)
  return letters.join('').replace(/<+/g, '<').replace(/^<|<$/g, '').slice(0, 80) || 'X'
}

function letterOf(character: string): string {
  if (/^[A-Z]$/.test(character)) return character
  if (/^[\s-]$/.test(character)) return '<'
  if (/^\d$/.test(character)) return ''
  if (character in special) return special[character]!
  const base = character.normalize('NFD').replace(/\p{M}/gu, '')
  if (/^[A-Z]+$/.test(base)) return base
  return /^\p{L}$/u.test(character) ? 'X' : ''
}

const special: Record<string, string> = {
  Ä: 'AE',
  Å: 'AA',
  Æ: 'AE',
  Đ: 'D',
  Ð: 'D',
  Ħ: 'H',
  Ł: 'L',
  Ñ: 'N',
  Ö: 'OE',
  Ø: 'OE',
  Œ: 'OE',
  ẞ: 'SS',
  Þ: 'TH',
  Ŧ: 'T',
  Ü: 'UE',
  Ŋ: 'N',
  Ĳ: 'IJ',
}
