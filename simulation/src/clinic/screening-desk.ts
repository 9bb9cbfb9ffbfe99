import type { EventData, ScreeningAnswers } from '@sentra/contract'
import { isRefused, UnexpectedAnswerError } from '../client/site-client.ts'
import { Desk } from './desk.ts'
import { tell, type Visitor } from './visitor.ts'

/** Measures, asks, records; a high pressure is measured again, because the form says so. */
export class ScreeningDesk extends Desk {
  protected async serveOne(): Promise<number | null> {
    const { hall } = this
    const visitor = hall.forScreening.shift()
    if (!visitor) return null
    const { screening, serviceShare } = visitor.comer
    if (screening.first) await this.#firstReading(visitor, screening.first)
    const answer = await this.client.must('screening.record', {
      visitId: visitor.visitId!,
      formId: screening.formId,
      answers: screening.answers,
      consent: true,
    })
    const { decision } = answer.event.data as EventData<'screening.recorded'>
    if (decision === 'PROCEED' || decision === 'PROCEED_WITH_CONDITION') hall.forVaccination.push(visitor)
    else {
      tell(visitor, hall.day, 'deferred', decision)
      visitor.leftAt = hall.clock.now()
    }
    return serviceShare.screening * hall.plan.serviceSeconds.screening
  }

  async #firstReading(visitor: Visitor, answers: ScreeningAnswers): Promise<void> {
    const answer = await this.client.command('screening.record', {
      visitId: visitor.visitId!,
      formId: visitor.comer.screening.formId,
      answers,
      consent: true,
    })
    if (!isRefused(answer) || answer.refused !== 'remeasure-first') {
      throw new UnexpectedAnswerError(
        'a pressure above the form’s limit was recorded without measuring again',
      )
    }
  }
}
