/** Something one loop waits at and others ring: at most one waits, and a ring while nobody waits is remembered. */
export class Doorbell {
  #rung = false
  #open: (() => void) | null = null

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
      const timer = setTimeout(() => this.#open?.(), ms)
      this.#open = () => {
        clearTimeout(timer)
        this.#open = null
        resolve()
      }
    })
  }
}
