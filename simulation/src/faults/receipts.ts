import type { HubDatabase } from './hub-database.ts'

/** Receipts that the hub has given: each is a promise that its database holds as much, whatever happens to the process. */
export class Receipts {
  readonly #given = new Map<string, { site: string; epoch: number; size: number }>()
  readonly #database: HubDatabase
  readonly #violation: (what: string) => void

  constructor(database: HubDatabase, violation: (what: string) => void) {
    this.#database = database
    this.#violation = violation
  }

  /** A batch was answered: `path` says whose, the answer how far. */
  note(path: string, answer: Uint8Array): void {
    const site = /^\/v1\/journals\/([^/]+)\/events\?/.exec(path)?.[1]
    if (site === undefined) return
    const { head, receipt } = JSON.parse(Buffer.from(answer).toString('utf8')) as {
      head?: { epoch: number; size: number }
      receipt?: string
    }
    if (head === undefined || receipt === undefined) return
    const key = `${site} ${head.epoch}`
    const before = this.#given.get(key)?.size ?? 0
    this.#given.set(key, { site, epoch: head.epoch, size: Math.max(before, head.size) })
  }

  /** After the hub was killed: what it gave receipts for is in its database. */
  async holdAfterKill(): Promise<void> {
    const rows = await this.#database.rows<{ site_id: string; epoch: number; events: number }>(
      'SELECT site_id, epoch, count(*) AS events FROM journal_events GROUP BY site_id, epoch',
    )
    const held = new Map(rows.map(({ site_id, epoch, events }) => [`${site_id} ${epoch}`, events]))
    for (const [key, { site, epoch, size }] of this.#given) {
      const events = held.get(key) ?? 0
      if (events < size)
        this.#violation(
          `the hub gave ${site} a receipt for ${size} events of epoch ${epoch} and holds ${events}`,
        )
    }
  }

  /** The hub was restored from an older backup: those promises are broken by a person, and the sites make them good. */
  forget(): void {
    this.#given.clear()
  }
}
