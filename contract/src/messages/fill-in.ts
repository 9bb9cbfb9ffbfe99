import type { Text } from '../values/index.ts'

/** Puts details into the `{placeholders}` of a text. A detail that is not given shows as an ellipsis, never as code. */
export function fillIn(text: Text, details: Readonly<Record<string, unknown>>): Text {
  return { id: filled(text.id, details), en: filled(text.en, details) }
}

function filled(sentence: string, details: Readonly<Record<string, unknown>>): string {
  return sentence.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = details[name]
    return value === undefined || value === null ? '…' : String(value)
  })
}
