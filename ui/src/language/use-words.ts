import type { Language, Text } from '@sentra/contract'
import { useTranslation } from 'react-i18next'
import type id from '../words/id.json'

type Leaves<T, Prefix extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Prefix}${K}` : Leaves<T[K], `${Prefix}${K}.`>
}[keyof T & string]

/** Every sentence of the shared words, by its path: a wrong key does not compile. */
export type WordKey = Leaves<typeof id>

export type Say = (key: WordKey, values?: Record<string, string | number>) => string

export interface Words {
  /** The sentence under that key, in the language of this device. */
  say: Say
  /** Words that came from the site or from a form, in both languages. */
  pick: (text: Text) => string
  language: Language
  setLanguage: (language: Language) => void
}

/** What the screen says, and in which language. */
export function useWords(): Words {
  const { t, i18n } = useTranslation()
  const language = (i18n.language === 'en' ? 'en' : 'id') as Language
  return {
    say: (key, values) => t(key, values ?? {}) as string,
    pick: (text) => text[language] || text.id || text.en,
    language,
    setLanguage: (next) => void i18n.changeLanguage(next),
  }
}
