import type { SiteClient } from '../client/site-client.ts'
import type { Hall } from './hall.ts'

/** One person at one table. Works as long as the step of the clock leaves it time. */
export abstract class Desk {
  readonly name: string
  readonly client: SiteClient
  protected readonly hall: Hall
  #freeAt = 0

  constructor(name: string, client: SiteClient, hall: Hall) {
    this.name = name
    this.client = client
    this.hall = hall
  }

  /** Serves one person after the other until the desk is busy past now, or nobody is there. */
  async work(): Promise<void> {
    const now = this.hall.clock.now()
    this.#freeAt = Math.max(this.#freeAt, now - this.hall.plan.stepSeconds * 1000)
    while (this.#freeAt <= now) {
      this.hall.beingServed += 1
      const seconds = await this.serveOne().finally(() => {
        this.hall.beingServed -= 1
      })
      if (seconds === null) return
      this.#freeAt += seconds * 1000
    }
  }

  /** How long the person took, in seconds; null when nobody was there. */
  protected abstract serveOne(): Promise<number | null>
}
