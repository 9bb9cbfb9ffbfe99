import type { Timer } from '../replication/timer.ts'

/**
 * Minutes in an instant. What is due is run in order of time; between two instants everything that was set going
 * finishes, real files included, so a run is the same each time.
 */
export class SimulatedTimer implements Timer {
  #now = 0
  #number = 0
  #due: { at: number; number: number; run: () => void }[] = []

  now(): number {
    return this.#now
  }

  after(ms: number, run: () => void): () => void {
    const entry = { at: this.#now + Math.max(0, ms), number: this.#number++, run }
    let low = 0
    let high = this.#due.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#due[middle]!.at <= entry.at) low = middle + 1
      else high = middle
    }
    this.#due.splice(low, 0, entry)
    return () => {
      this.#due = this.#due.filter((each) => each !== entry)
    }
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve))
  }

  /** Lets time pass until `done`, at most `mostMs`. Answers with whether it came to that. */
  async until(done: () => boolean, mostMs: number): Promise<boolean> {
    const end = this.#now + mostMs
    for (;;) {
      await settled()
      if (done()) return true
      const next = this.#due[0]
      if (next === undefined || next.at > end) return false
      this.#due.shift()
      this.#now = next.at
      next.run()
    }
  }
}

/** A commit of the journal waits for a few turns of the loop; then nothing is left to run but what waits for time. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 8; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}
