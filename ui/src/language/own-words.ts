import type { Text } from '@sentra/contract'
import { useWords } from './use-words.ts'

/** The shared words, and `tell`, which says a sentence of one part's own list; `{{name}}` in it is filled in. */
export function useOwnWords<W extends string>(words: Readonly<Record<W, Text>>) {
  const shared = useWords()
  const tell = (word: W, values: Record<string, string | number> = {}): string =>
    shared.pick(words[word]).replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''))
  return { ...shared, tell }
}
