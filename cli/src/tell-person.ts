/** Something the person at the terminal can mend: told in both languages, without a stack. */
export class TellPerson extends Error {
  /** 2: the command was given wrongly, nothing was done. 1: it was tried and failed. */
  readonly exitCode: number

  constructor(words: { id: string; en: string }, exitCode = 2) {
    super(`${words.id}\n${words.en}`)
    this.exitCode = exitCode
  }
}
