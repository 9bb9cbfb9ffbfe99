/** Words for the person at the terminal, in the language of the terminal: Indonesian or English. */
export function inWords(words: { id: string; en: string }): string {
  return isIndonesian ? words.id : words.en
}

const isIndonesian = (process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '').startsWith(
  'id',
)
