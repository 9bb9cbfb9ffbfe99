import { setTimeout as sleep } from 'node:timers/promises'
import type { LinkView } from '@sentra/contract'
import type { SiteClient } from '../client/site-client.ts'
import type { KarawangPlan } from '../karawang/plan.ts'
import { momentOf } from '../karawang/plan-time.ts'
import type { World } from './world.ts'

/** How one outage went, in simulated time and – for what the machine did – in real seconds. */
export interface PlayedOutage {
  readonly day: number
  readonly killedAt: number
  restartedAt: number | null
  /** Real seconds until the site said "down". */
  readonly noticedSeconds: number
  /** Events the site still held when the hub came back, and real seconds until it held none. */
  backlogAtReturn: number
  drainSeconds: number | null
}

/** Kills the hub and brings it back at the planned moments. The simulated clock stands still meanwhile. */
export class OutageDriver {
  readonly played: PlayedOutage[] = []
  readonly #world: World
  readonly #plan: KarawangPlan
  readonly #client: SiteClient

  constructor(world: World, plan: KarawangPlan, client: SiteClient) {
    this.#world = world
    this.#plan = plan
    this.#client = client
  }

  get isDown(): boolean {
    return this.played.at(-1)?.restartedAt === null
  }

  /** Whether the next step kills the hub or brings it back. */
  isDue(): boolean {
    const now = this.#world.clock.now()
    const planned = this.#plan.outages[this.isDown ? this.played.length - 1 : this.played.length]
    return (
      planned !== undefined &&
      now >= momentOf(this.#plan, planned.day, this.isDown ? planned.until : planned.from)
    )
  }

  /** Does what is due by now. Between a kill and the next step the site has noticed: the outage is a fact. */
  async step(): Promise<void> {
    const now = this.#world.clock.now()
    const current = this.played.at(-1)
    if (current && current.restartedAt === null) {
      const { day, until } = this.#plan.outages[this.played.length - 1]!
      if (now >= momentOf(this.#plan, day, until)) await this.#restart(current)
    }
    const next = this.#plan.outages[this.played.length]
    if (!this.isDown && next && now >= momentOf(this.#plan, next.day, next.from)) await this.#kill(next.day)
  }

  /** The hub is up when this returns, whatever the plan says. */
  async ensureUp(): Promise<void> {
    const current = this.played.at(-1)
    if (current && current.restartedAt === null) await this.#restart(current)
  }

  /** Waits until the hub has receipted everything the site holds. */
  async drained(): Promise<number> {
    const from = performance.now()
    await this.#until(
      'everything is receipted by the hub',
      120,
      (link) => link.state === 'up' && link.waiting === 0,
    )
    return (performance.now() - from) / 1000
  }

  async #kill(day: number): Promise<void> {
    const killedAt = this.#world.clock.now()
    await this.#world.killHub()
    const from = performance.now()
    await this.#until('the site notices that the hub is gone', 30, (link) => link.state === 'down')
    this.played.push({
      day,
      killedAt,
      restartedAt: null,
      noticedSeconds: (performance.now() - from) / 1000,
      backlogAtReturn: 0,
      drainSeconds: null,
    })
  }

  async #restart(outage: PlayedOutage): Promise<void> {
    outage.backlogAtReturn = (await this.#client.ask('status')).link.waiting
    await this.#world.startHub()
    outage.restartedAt = this.#world.clock.now()
    const from = performance.now()
    await this.#until('the site sees the hub again', 30, (link) => link.state === 'up')
    outage.drainSeconds = (performance.now() - from) / 1000 + (await this.drained())
  }

  async #until(what: string, seconds: number, holds: (link: LinkView) => boolean): Promise<void> {
    const giveUpAt = performance.now() + seconds * 1000
    for (;;) {
      const { link } = await this.#client.ask('status')
      if (holds(link)) return
      if (performance.now() > giveUpAt) {
        throw new Error(`waited ${seconds} s in vain until ${what}; the link is ${JSON.stringify(link)}`)
      }
      await sleep(25)
    }
  }
}
