/** How fast the backlog goes, over the last minute: what "done by 19:40" is computed from. */
export class DrainRate {
  readonly #windowMs: number
  #marks: { at: number; count: number }[] = []

  constructor(windowMs = 60_000) {
    this.#windowMs = windowMs
  }

  /** `count` events were receipted at `at`, in milliseconds of a monotonic clock. */
  add(count: number, at: number): void {
    this.#marks.push({ at, count })
    this.#forget(at)
  }

  perSecond(now: number): number {
    this.#forget(now)
    const first = this.#marks[0]
    if (first === undefined) return 0
    const events = this.#marks.reduce((sum, mark) => sum + mark.count, 0)
    // A first batch alone says little about time; count it as if it had taken a second.
    return events / Math.max(1, (now - first.at) / 1000)
  }

  #forget(now: number): void {
    while (this.#marks.length > 0 && this.#marks[0]!.at < now - this.#windowMs) this.#marks.shift()
  }
}
