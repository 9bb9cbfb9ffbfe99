import type { EventData } from '@sentra/contract'
import type { SiteClient } from '../client/site-client.ts'
import type { Hall } from './hall.ts'

/**
 * The table between the vaccination desks: one open vial at a time, so that at most one is left over.
 * The next one is opened by the site's advice – or because the people who wait are the last who can come:
 * nobody who was promised a dose goes home for the sake of a full vial.
 */
export class ColdBox {
  readonly #hall: Hall
  #vial: { vialId: string; left: number; recorded: number; dosesPerVial: number } | null = null
  #turn: Promise<unknown> = Promise.resolve()

  constructor(hall: Hall) {
    this.#hall = hall
  }

  /** A vial with a dose for this desk, or null: wait for more people. */
  takeDose(client: SiteClient): Promise<string | null> {
    return this.#oneByOne(async () => {
      if (!this.#vial || this.#vial.left === 0) this.#vial = await this.#nextVial(client)
      if (!this.#vial) return null
      this.#vial.left -= 1
      return this.#vial.vialId
    })
  }

  /** The dose is in the log. The tenth closes the vial. */
  async doseRecorded(client: SiteClient, vialId: string): Promise<void> {
    await this.#oneByOne(async () => {
      const vial = this.#vial
      if (vial?.vialId !== vialId) return
      vial.recorded += 1
      if (vial.recorded < vial.dosesPerVial) return
      this.#vial = null
      await client.must('stock.close-vial', { vialId, reason: 'empty' })
    })
  }

  /** The site refused this vial: its time has passed, or it is empty. */
  async drop(client: SiteClient, vialId: string, reason: string): Promise<void> {
    await this.#oneByOne(async () => {
      if (this.#vial?.vialId !== vialId) return
      this.#vial = null
      if (reason === 'discard-time-passed') {
        await client.must('stock.close-vial', { vialId, reason: 'discard-time' })
      }
    })
  }

  /** At the end of the day whatever is left is wastage, with its reason. */
  async close(client: SiteClient): Promise<void> {
    this.#vial = null
    const { openVials } = await client.ask('stock')
    for (const vial of openVials.filter((each) => !each.closed)) {
      const reason = vial.dosesDrawn >= vial.dosesPerVial ? 'empty' : 'session-end'
      await client.must('stock.close-vial', { vialId: vial.vialId, reason })
    }
  }

  async #nextVial(client: SiteClient) {
    const stock = await client.ask('stock')
    const lastCall = this.#hall.beforeVaccination === 0
    const lot = stock.lots.find((each) => each.vialsUnopened > 0 && !each.expired)
    if (!lot || !(stock.openVialAdvice.open || lastCall)) return null
    const opened = await client.must('stock.open-vial', { lotNumber: lot.lotNumber })
    const { vialId, dosesPerVial } = opened.event.data as EventData<'stock.vial-opened'>
    return { vialId, left: dosesPerVial, recorded: 0, dosesPerVial }
  }

  #oneByOne<T>(use: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(use)
    this.#turn = result.catch(() => {})
    return result
  }
}
