/** What somebody was told is done, laptop by laptop: the promises that a run is judged by. */
export class Acknowledged {
  readonly #byLaptop = new Map<string, Set<string>>()

  add(laptop: string, eventId: string): void {
    let ids = this.#byLaptop.get(laptop)
    if (ids === undefined) {
      ids = new Set()
      this.#byLaptop.set(laptop, ids)
    }
    ids.add(eventId)
  }

  of(laptop: string): string[] {
    return [...(this.#byLaptop.get(laptop) ?? [])]
  }

  all(): string[] {
    return [...this.#byLaptop.values()].flatMap((ids) => [...ids])
  }

  /** A laptop is gone with its disk: `lost` was nowhere else. What it was told stays promised, except for that. */
  forget(laptop: string, lost: ReadonlySet<string>): void {
    const ids = this.#byLaptop.get(laptop)
    for (const id of lost) ids?.delete(id)
  }

  /** Two laptops go on as one. */
  join(from: string, into: string): void {
    for (const id of this.of(from)) this.add(into, id)
    this.#byLaptop.delete(from)
  }
}
