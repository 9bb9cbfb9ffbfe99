import { isRefused, UnexpectedAnswerError } from '../client/site-client.ts'
import { Desk } from './desk.ts'
import type { Visitor } from './visitor.ts'

/** Calls the next person by the site's rule of lanes, looks at the identity card, registers. */
export class RegistrationDesk extends Desk {
  protected async serveOne(): Promise<number | null> {
    const { hall } = this
    if (hall.waitingForRegistration === 0) return null
    const called = await this.client.command('queue.call-next', { stage: 'registration', desk: this.name })
    if (isRefused(called)) {
      if (called.refused === 'queue-empty') return null
      throw new UnexpectedAnswerError(`queue.call-next: ${JSON.stringify(called.body)}`)
    }
    const { ticketId } = called.event.data as { ticketId: string }
    const visitor = await hall.holderOf(ticketId)
    if (visitor.comer.missesCall && !visitor.missedCall) {
      visitor.missedCall = true
      await this.client.must('queue.miss', { ticketId, stage: 'registration' })
      return 15
    }
    hall.waitingForRegistration -= 1
    visitor.visitId = await this.#register(visitor, [])
    hall.forScreening.push(visitor)
    return visitor.comer.serviceShare.registration * hall.plan.serviceSeconds.registration
  }

  async #register(visitor: Visitor, acceptedWarnings: string[]): Promise<string> {
    const { fullName, birthDate, sex, nik } = visitor.comer.person
    const answer = await this.client.command('visit.register', {
      ticketId: visitor.ticketId!,
      patient: { fullName, birthDate, sex, identifiers: [{ kind: 'NIK', value: nik }] },
      doseNumber: 1,
      identityChecked: 'KTP',
      acceptedWarnings,
      desk: this.name,
    })
    if (!isRefused(answer)) return (answer.event.data as { visitId: string }).visitId
    const warnings = answer.body.details?.warnings
    if (
      answer.refused === 'warnings-not-accepted' &&
      Array.isArray(warnings) &&
      acceptedWarnings.length === 0
    ) {
      return this.#register(visitor, warnings.map(String))
    }
    throw new UnexpectedAnswerError(`visit.register was refused: ${JSON.stringify(answer.body)}`)
  }
}
