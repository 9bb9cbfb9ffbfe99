import { setTimeout as sleep } from 'node:timers/promises'
import type { KarawangPlan } from '../karawang/plan.ts'
import { momentOf } from '../karawang/plan-time.ts'
import type { SimulatedClock } from '../world/simulated-clock.ts'
import type { Visitor } from './visitor.ts'

/**
 * The stadium: who stands where. The site knows the people it was told about; the hall also knows those
 * who walk from one desk to the next, and what each has in the hand.
 */
export class Hall {
  readonly plan: KarawangPlan
  readonly clock: SimulatedClock
  readonly visitors: Visitor[]
  readonly byTicket = new Map<string, Visitor>()
  day = 0
  /** In order of arrival; the gate takes from the front. */
  arriving: Visitor[] = []
  returning: Visitor[] = []
  /** In the line for registration: only the site knows the order. */
  waitingForRegistration = 0
  forScreening: Visitor[] = []
  forVaccination: Visitor[] = []
  observed: Visitor[] = []
  forCard: Visitor[] = []
  forExchange: Visitor[] = []
  /** Turned away on the last day and still within hearing. */
  standby: Visitor[] = []
  /** People at a desk at this moment, between two lists. */
  beingServed = 0

  constructor(plan: KarawangPlan, clock: SimulatedClock, visitors: Visitor[]) {
    this.plan = plan
    this.clock = clock
    this.visitors = visitors
  }

  get isLastDay(): boolean {
    return this.day === this.plan.days
  }

  /** Nobody is on the way through the desks any more; exchanges and standby apart. */
  get isEmpty(): boolean {
    return (
      this.beforeVaccination === 0 &&
      this.beingServed === 0 &&
      this.forVaccination.length === 0 &&
      this.observed.length === 0 &&
      this.forCard.length === 0
    )
  }

  /** People who could still come to the vaccination desk today. */
  get beforeVaccination(): number {
    return (
      this.arriving.length + this.returning.length + this.waitingForRegistration + this.forScreening.length
    )
  }

  /** When today a holder comes back, `share` (0–1) into the window that the paper names. */
  returnsAt(visitor: Visitor): number {
    const from = momentOf(this.plan, this.day, this.plan.returnArrivals.from)
    const until = momentOf(this.plan, this.day, this.plan.returnArrivals.until)
    return Math.floor(from + visitor.comer.returnShare * (until - from))
  }

  /**
   * Who holds the ticket that was called. The log may call a number before the gate has the answer that
   * gave it out – the answer was lost, or the site was killed in between – so the desk waits for the slip.
   */
  async holderOf(ticketId: string): Promise<Visitor> {
    for (let waited = 0; waited < slipWaitMs; waited += 10) {
      const visitor = this.byTicket.get(ticketId)
      if (visitor) return visitor
      await sleep(10)
    }
    throw new Error(`the site called a ticket that nobody in the hall holds: ${ticketId}`)
  }

  /** Takes the first one out of a list whose time has come. */
  static due(list: Visitor[], isDue: (visitor: Visitor) => boolean): Visitor | undefined {
    const at = list.findIndex(isDue)
    return at === -1 ? undefined : list.splice(at, 1)[0]
  }
}

/** A killed site is back after two or three seconds. */
const slipWaitMs = 30_000
