/**
 * When each site's backlog has its turn: at the hub, without I/O.
 *
 * After an outage of the hub all sites return within seconds, each with a backlog. Whoever is told "full" comes again
 * and costs another request, and with five hundred sites most requests would be refused ones. But each sends its tally
 * first, and that says how much waits there. So the hub writes it down and answers when the way will be free:
 *
 *     taken so far ─┐         site A 3,000 │ site B 1,200 │ site C 4,000 │
 *                   └──────────────────────┴──────▲───────┴──────────────┘  B's turn: what lies before it ÷ our speed
 *
 * It learns its speed from what it takes. A turn is advice: a batch that comes early meets admission like any other,
 * and a site that never comes holds nobody up, because an idle hub forgets the book.
 */
export class TurnBook {
  readonly #now: () => number
  readonly #turns = new Map<string, { begins: number; events: number }>()
  #booked = 0
  #taken = 0
  readonly #rateAtFirst: number
  #rate: number
  #window: { since: number; taken: number; refused: number }
  #lastTaken: number
  /** Whether it was ever as fast as it can be. */
  #known = false

  /** `now` in milliseconds of a steady clock; `eventsPerSecond` to begin with: low costs time, high costs refusals. */
  constructor({ now, eventsPerSecond = 4_000 }: { now: () => number; eventsPerSecond?: number }) {
    this.#now = now
    this.#rateAtFirst = eventsPerSecond
    this.#rate = eventsPerSecond
    this.#window = { since: now(), taken: 0, refused: 0 }
    this.#lastTaken = now()
  }

  /** Milliseconds until the turn of this site, which has `events` waiting. 0: now. Asked again, it keeps its place. */
  turnOf(site: string, events: number): number {
    this.#learn()
    const now = this.#now()
    if (now - this.#lastTaken > idleMs) this.#forget()
    const known = this.#turns.get(site)
    const begins = known?.begins ?? this.#booked
    if (known === undefined) {
      if (this.#turns.size === 0) this.#lastTaken = now
      this.#booked += events
      this.#turns.set(site, { begins, events })
    }
    const ahead = begins - this.#taken
    return ahead <= this.#rate * headroomSeconds ? 0 : Math.ceil((1000 * ahead) / this.#rate)
  }

  /** A batch of that many events was taken from a site, booked or not. */
  took(site: string, events: number): void {
    this.#window.taken += events
    this.#lastTaken = this.#now()
    this.#learn()
    const turn = this.#turns.get(site)
    if (turn === undefined) return
    this.#taken += Math.min(events, turn.events)
    turn.events -= Math.min(events, turn.events)
    if (turn.events === 0) this.#turns.delete(site)
    if (this.#turns.size === 0) this.#taken = this.#booked
  }

  /** A batch was refused for want of room: we are slower than we say. */
  refused(): void {
    this.#window.refused += 1
    this.#learn()
  }

  /**
   * Refusals: we are as fast as we were. None although we were busy: perhaps we are faster. With nobody in line it is
   * forgotten by and by: one site alone was faster than hundreds will be, and it is long ago.
   */
  #learn(): void {
    const { since, taken, refused } = this.#window
    const seconds = (this.#now() - since) / 1000
    if (seconds < windowSeconds) return
    const measured = taken / seconds
    if (refused > 0) {
      this.#known = true
      this.#rate = Math.max(rateLeast, slowest * this.#rate, slower * Math.min(this.#rate, measured))
    } else if (this.#turns.size === 0) {
      this.#rate =
        this.#rateAtFirst + (this.#rate - this.#rateAtFirst) * Math.exp(-seconds / forgottenSeconds)
      this.#known = false
    } else if (measured > 0.7 * this.#rate)
      this.#rate = Math.max(this.#rate, measured) * (this.#known ? faster : muchFaster)
    this.#window = { since: this.#now(), taken: 0, refused: 0 }
  }

  #forget(): void {
    this.#turns.clear()
    this.#taken = this.#booked
  }
}

const windowSeconds = 2
/** Back by large steps, forward by small ones: a turn too late costs a second, one too early a request. */
const slower = 0.9
/** What was taken in one window may be little by chance; a hub that is slower says so again in the next. */
const slowest = 0.7
const faster = 1.1
const muchFaster = 1.5
/** So much may be on its way at once: about what admission has room for, or those whose turn it is would be refused. */
const headroomSeconds = 0.5
/** Nobody who has a turn has come for so long: they found another way, or their line broke again. */
const idleMs = 30_000
const forgottenSeconds = 20
const rateLeast = 50
