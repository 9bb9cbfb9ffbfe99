import type { SiteClient } from '../client/site-client.ts'
import { dateOfDay } from '../karawang/plan-time.ts'
import type { ColdBox } from './cold-box.ts'
import type { Hall } from './hall.ts'
import { tell } from './visitor.ts'

/** Opens and closes the day, and gives the places of those who did not come to those who did. */
export class Coordinator {
  readonly client: SiteClient
  readonly #hall: Hall
  readonly #coldBox: ColdBox

  constructor(client: SiteClient, hall: Hall, coldBox: ColdBox) {
    this.client = client
    this.#hall = hall
    this.#coldBox = coldBox
  }

  async openDay(): Promise<void> {
    await this.client.must('session.open', { localDate: this.#today })
  }

  /** At the hour that the return ticket names, unclaimed places go back to the pool. */
  async releaseUnclaimed(): Promise<number> {
    const { tickets } = await this.client.ask('tickets', { query: { validOn: this.#today } })
    const unclaimed = tickets.filter((ticket) => ticket.kind === 'return' && ticket.state === 'issued')
    for (const { ticketId } of unclaimed) {
      await this.client.must('ticket.void', { ticketId, reason: 'left' })
      tell(await this.#hall.holderOf(ticketId), this.#hall.day, 'did-not-come-back')
    }
    return unclaimed.length
  }

  async closeDay(vaccinator: SiteClient): Promise<void> {
    await this.#coldBox.close(vaccinator)
    await this.client.must('session.close', { localDate: this.#today })
  }

  get #today(): string {
    return dateOfDay(this.#hall.plan, this.#hall.day)
  }
}
