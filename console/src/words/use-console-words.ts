import { useWords } from '@sentra/ui'
import type id from './id.json'

type Leaves<T, Prefix extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Prefix}${K}` : Leaves<T[K], `${Prefix}${K}.`>
}[keyof T & string]

/** Every sentence of the console by its path: a wrong key does not compile. */
export type ConsoleWord = Leaves<(typeof id)['console']>
export type SayConsole = (word: ConsoleWord, values?: Record<string, string | number>) => string

/** The console's words on top of the shared ones. `startWords` was given both. */
export function useConsoleWords() {
  const { say, ...words } = useWords()
  const sayAny = say as (key: string, values?: Record<string, string | number>) => string
  const sayConsole: SayConsole = (word, values) => sayAny(`console.${word}`, values)
  return { ...words, say: sayConsole }
}
