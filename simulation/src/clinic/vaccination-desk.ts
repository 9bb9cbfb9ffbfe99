import type { EventData } from '@sentra/contract'
import { isRefused, type SiteClient, UnexpectedAnswerError } from '../client/site-client.ts'
import type { ColdBox } from './cold-box.ts'
import { Desk } from './desk.ts'
import type { Hall } from './hall.ts'
import { tell, type Visitor } from './visitor.ts'

/** A dose from the open vial into the next screened person. */
export class VaccinationDesk extends Desk {
  readonly #coldBox: ColdBox

  constructor(name: string, client: SiteClient, hall: Hall, coldBox: ColdBox) {
    super(name, client, hall)
    this.#coldBox = coldBox
  }

  protected async serveOne(): Promise<number | null> {
    const { hall } = this
    const visitor = hall.forVaccination.shift()
    if (!visitor) return null
    const dose = await this.#vaccinate(visitor)
    if (!dose) {
      hall.forVaccination.unshift(visitor)
      return null
    }
    const now = hall.clock.now()
    visitor.immunizationId = dose.immunizationId
    visitor.vaccinatedAt = now
    visitor.observedUntil = now + dose.observationMinutes * 60_000
    tell(visitor, hall.day, 'vaccinated')
    hall.observed.push(visitor)
    return visitor.comer.serviceShare.vaccination * hall.plan.serviceSeconds.vaccination
  }

  async #vaccinate(visitor: Visitor): Promise<EventData<'immunization.recorded'> | null> {
    for (let tries = 0; tries < 3; tries += 1) {
      const vialId = await this.#coldBox.takeDose(this.client)
      if (!vialId) return null
      const answer = await this.client.command('immunization.record', {
        visitId: visitor.visitId!,
        vialId,
        bodySite: visitor.comer.index % 5 === 0 ? 'RIGHT_ARM' : 'LEFT_ARM',
        desk: this.name,
      })
      if (!isRefused(answer)) {
        await this.#coldBox.doseRecorded(this.client, vialId)
        return answer.event.data as EventData<'immunization.recorded'>
      }
      if (!vialRefusals.includes(answer.refused)) {
        throw new UnexpectedAnswerError(`immunization.record was refused: ${JSON.stringify(answer.body)}`)
      }
      await this.#coldBox.drop(this.client, vialId, answer.refused)
    }
    throw new UnexpectedAnswerError('three vials in a row were refused')
  }
}

const vialRefusals = ['vial-empty', 'vial-closed', 'discard-time-passed']
