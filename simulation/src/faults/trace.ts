import { createHash } from 'node:crypto'

/**
 * What happened, in order: who, what, with which result. Two runs of one seed must make the same lines; the hash says
 * so without keeping them. No line holds a signature, because those differ each time they are made.
 */
export class Trace {
  readonly #hash = createHash('sha256')
  readonly #write: ((line: string) => void) | null
  readonly #now: () => number
  #lines = 0

  constructor(now: () => number, write: ((line: string) => void) | null = null) {
    this.#now = now
    this.#write = write
  }

  add(who: string, what: string): void {
    this.#lines += 1
    const line = `${Math.round(this.#now())} ${who} ${what}`
    this.#hash.update(line)
    this.#hash.update('\n')
    this.#write?.(`${new Date(this.#now()).toISOString()} ${who} ${what}`)
  }

  get lines(): number {
    return this.#lines
  }

  digest(): string {
    return this.#hash.copy().digest('hex').slice(0, 32)
  }
}
