import type { Text } from '@sentra/contract'
import type { Language } from './settings.ts'
import { pageWords } from './words/page-words.ts'
import { stackWords } from './words/stack-words.ts'
import { trustWords } from './words/trust-words.ts'
import { verdictWords } from './words/verdict-words.ts'

/** Every word of the page that is not already in the verdict's own words (`card`). */
export const words = {
  ...pageWords,
  ...verdictWords,
  ...trustWords,
  ...stackWords,
} as const satisfies Record<string, Text>

export type Word = keyof typeof words

export function isWord(name: string | undefined): name is Word {
  return name !== undefined && name in words
}

/** The words in the person's language, `{names}` filled in. */
export function say(language: Language, word: Word, values: Record<string, string | number> = {}): string {
  return words[word][language].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}
