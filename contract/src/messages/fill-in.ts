import type { Text } from '../values/index.ts'

/** Puts details into the `{placeholders}` of a text. A detail that is not given shows as an ellipsis, never as code. */
export function fillIn(text: Text, details: Readonly<Record<string, unknown>>): Text {
  return { id: filled(text.id, details, 'id'), en: filled(text.en, details, 'en') }
}

function filled(sentence: string, details: Readonly<Record<string, unknown>>, language: 'id' | 'en'): string {
  return sentence.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = details[name]
    if (value === undefined || value === null) return '…'
    const words = isText(value) ? value[language] : String(value)
    return dayInWords(words, language) ?? words
  })
}

const isText = (value: unknown): value is Text => typeof value === 'object' && value !== null && 'en' in value

const months = {
  id: 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' '),
}

/** `2021-08-06` as people say it: `6 Agustus 2021`. Anything else is no day and stays as it is. */
function dayInWords(value: string, language: 'id' | 'en'): string | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value)
  const month = parts && months[language][Number(parts[2]) - 1]
  return month ? `${Number(parts[3])} ${month} ${parts[1]}` : null
}
