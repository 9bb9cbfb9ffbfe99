import type { EventDraft, Lane } from '@sentra/contract'
import { addDays } from '../campaign/local-date.ts'
import type { Product } from '../products/product.ts'
import { promisesLeft } from '../quota/promises.ts'
import { placesLeft, planDay } from '../quota/quota.ts'
import { isRefusal } from '../refusal.ts'
import { openVial } from '../stock/open-vial.ts'
import { admit } from './admit.ts'

/**
 * A hall for property tests: one shelf, open vials, tickets and days, moved only by the rules under
 * test. It keeps the books an honest site would keep and decides nothing by itself.
 */
export class Hall {
  readonly campaign: { firstDay: string; days: number }
  day = 1
  vialsUnopened: number
  open: number[] = []
  givenToday = 0
  givenTotal = 0
  quota = 0
  tickets: { kind: 'day' | 'return'; validOn: string; state: 'live' | 'used' | 'void' | 'deferred' }[] = []
  turnedAway = 0

  constructor(days: number, vials: number) {
    this.campaign = { firstDay: '2021-08-05', days }
    this.vialsUnopened = vials
  }

  get today(): string {
    return addDays(this.campaign.firstDay, this.day - 1)
  }
  get inOpenVials(): number {
    return this.open.reduce((total, doses) => total + Math.max(0, doses), 0)
  }
  get dosesOnHand(): number {
    return this.vialsUnopened * 10 + this.inOpenVials
  }
  live(validOn = this.today) {
    return this.tickets.filter((ticket) => ticket.state === 'live' && ticket.validOn === validOn)
  }

  plan(): void {
    const plan = planDay({
      campaign: this.campaign,
      localDate: this.today,
      dosesOnHand: this.dosesOnHand,
      dosesInOpenVials: this.inOpenVials,
      dosesGivenToday: this.givenToday,
      returnTicketsOutstanding: this.live().filter((ticket) => ticket.kind === 'return').length,
      liveTickets: this.live().length,
      promisedTomorrow: this.live(addDays(this.today, 1)).length,
      dosesPerVial: 10,
    })
    this.quota = isRefusal(plan) ? 0 : plan.quota
  }

  arrive(): EventDraft<'ticket.issued' | 'visitor.turned-away'> {
    const { quota, dosesOnHand } = this
    const daysLeft = this.campaign.days - this.day + 1
    const tomorrow = addDays(this.today, 1)
    const fact = admit({
      today: {
        localDate: this.today,
        nextDate: daysLeft > 1 ? tomorrow : null,
        session: 'open',
        placesLeft: placesLeft({ quota, dosesGivenToday: this.givenToday, liveTickets: this.live().length }),
        promisesLeft: promisesLeft({
          dosesOnHand,
          dosesInOpenVials: this.inOpenVials,
          quota,
          dosesGivenToday: this.givenToday,
          daysLeft,
          dosesPerVial: 10,
          promisedTomorrow: this.live(tomorrow).length,
        }),
        lastDay: daysLeft === 1,
      },
      holder: { fullName: 'Uji Coba' },
      need: 'none',
      holderKey: 'k',
      existing: null,
      ids: { ticketId: 't' },
      nextNumber: (lane: Lane) => `${lane === 'return-ticket' ? 'R' : 'W'}-001`,
      sign: () => 'ST1:x',
      statementNumber: 'S-1',
    })
    if (isRefusal(fact)) throw new Error('nobody is refused at an open gate')
    if (fact.type === 'visitor.turned-away') this.turnedAway += 1
    else this.tickets.push({ kind: fact.data.kind, validOn: fact.data.validOn, state: 'live' })
    return fact
  }

  /** One dose to a ticket holder, from an open vial, else a new one. False when there is none for them. */
  vaccinate(ticket: Hall['tickets'][number], extra = false): boolean {
    if (this.inOpenVials === 0 && !this.openNext()) return false
    const vial = this.open.findIndex((doses) => doses > 0)
    const beyondLabel = extra ? this.open.indexOf(0) : -1
    if (beyondLabel >= 0) this.open.splice(beyondLabel, 1)
    else this.open[vial] = (this.open[vial] ?? 0) - 1
    ticket.state = 'used'
    this.givenToday += 1
    this.givenTotal += 1
    return true
  }

  /** A desk asks for a vial of its own. */
  openNext(product = bioFarma): boolean {
    const lot = {
      lotNumber: 'L1',
      productId: product.productId,
      expirationDate: '2030-01-01',
      dosesPerVial: 10,
      vialsUnopened: this.vialsUnopened,
    }
    const now = { instant: `${this.today}T02:00:00.000Z`, localDate: this.today }
    const opened = openVial(lot, product, now, `${this.today}T08:00:00.000Z`, 'v', 1, {
      dosesInOpenVials: this.inOpenVials,
      dosesStillToGive: Math.max(this.quota - this.givenToday, this.live().length),
    })
    if (isRefusal(opened)) return false
    this.vialsUnopened -= 1
    this.open.push(10)
    return true
  }

  close(): void {
    this.open = []
    this.givenToday = 0
    this.day += 1
  }
}

const bioFarma = { productId: 'covid19-biofarma', openVialHours: 6 } as Product
