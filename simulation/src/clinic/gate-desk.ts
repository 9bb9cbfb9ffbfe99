import type { EventData } from '@sentra/contract'
import { isRefused, type SiteClient, UnexpectedAnswerError } from '../client/site-client.ts'
import { dayOfDate } from '../karawang/plan-time.ts'
import { Desk } from './desk.ts'
import type { Hall } from './hall.ts'
import { tell, type Visitor } from './visitor.ts'

const admitSeconds = 20

/** The gate: holders of return tickets first, then whoever came, then – on the last day – who stayed near. */
export class GateDesk extends Desk {
  /** One desk calls those who stayed near, or two would call two people to one free dose. */
  readonly #callsStandby: boolean

  constructor(name: string, client: SiteClient, hall: Hall, callsStandby: boolean) {
    super(name, client, hall)
    this.#callsStandby = callsStandby
  }

  protected async serveOne(): Promise<number | null> {
    const { hall } = this
    const now = hall.clock.now()
    const holder = hall.returning[0]
    if (holder && hall.returnsAt(holder) <= now) {
      hall.returning.shift()
      await this.#checkIn(holder)
      return admitSeconds
    }
    const comer = hall.arriving[0]
    if (comer && comer.comer.arrivesAt <= now) {
      hall.arriving.shift()
      await this.#admit(comer)
      return admitSeconds
    }
    const [nearby] = hall.standby
    if (this.#callsStandby && nearby && (await this.#placesLeft()) > 0) {
      hall.standby.shift()
      await this.#admit(nearby)
      return admitSeconds
    }
    return null
  }

  async #checkIn(visitor: Visitor): Promise<void> {
    const { hall } = this
    visitor.cameBack = true
    const answer = await this.client.must('ticket.check-in', { ticket: { text: visitor.ticketText! } })
    if (answer.event.type !== 'ticket.checked-in') throw new UnexpectedAnswerError(answer.event.type)
    hall.waitingForRegistration += 1
  }

  async #admit(visitor: Visitor): Promise<void> {
    const { hall } = this
    const { person, need } = visitor.comer
    const answer = await this.client.command('gate.admit', {
      holder: { fullName: person.fullName, birthDate: person.birthDate, nikLast4: person.nik.slice(-4) },
      nik: person.nik,
      need,
    })
    if (isRefused(answer))
      throw new UnexpectedAnswerError(`gate.admit was refused: ${JSON.stringify(answer.body)}`)
    if (answer.event.type === 'visitor.turned-away') {
      const { reason } = answer.event.data as EventData<'visitor.turned-away'>
      tell(visitor, hall.day, 'statement', reason)
      if (hall.isLastDay && visitor.comer.standsBy) hall.standby.push(visitor)
      return
    }
    const ticket = answer.event.data as EventData<'ticket.issued'>
    visitor.ticketId = ticket.ticketId
    visitor.ticketText = ticket.text
    visitor.ticketNumber = ticket.number
    visitor.ticketKind = ticket.kind
    visitor.lane = ticket.lane
    visitor.validOnDay = dayOfDate(hall.plan, ticket.validOn)
    hall.byTicket.set(ticket.ticketId, visitor)
    if (ticket.kind === 'return') tell(visitor, hall.day, 'return-ticket')
    else hall.waitingForRegistration += 1
  }

  /** Read when somebody stays near on the last day: a deferred person's dose may have come free. */
  async #placesLeft(): Promise<number> {
    return (await this.client.ask('status')).today.placesLeft
  }
}
