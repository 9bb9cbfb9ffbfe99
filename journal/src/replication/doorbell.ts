import { realTimer, type Timer } from './timer.ts'

/** Something one loop waits at and others ring: at most one waits, and a ring while nobody waits is remembered. */
export class Doorbell {
  readonly #timer: Timer
  #rung = false
  #open: (() => void) | null = null

  constructor(timer: Timer = realTimer) {
    this.#timer = timer
  }

  ring(): void {
    if (this.#open) this.#open()
    else this.#rung = true
  }

  /** Resolves at the next ring, or after `ms`, whichever comes first. */
  wait(ms: number): Promise<void> {
    if (this.#rung) {
      this.#rung = false
      return Promise.resolve()
    }
    return new Promise((resolve) => {
      const callOff = this.#timer.after(ms, () => this.#open?.())
      this.#open = () => {
        callOff()
        this.#open = null
        resolve()
      }
    })
  }
}
