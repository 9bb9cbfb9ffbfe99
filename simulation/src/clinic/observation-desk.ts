import { Desk } from './desk.ts'
import { Hall } from './hall.ts'

/** Fifteen or thirty minutes in the chairs, as screening and the rule said; then to the card desk. */
export class ObservationDesk extends Desk {
  protected async serveOne(): Promise<number | null> {
    const { hall } = this
    const now = hall.clock.now()
    const visitor = Hall.due(hall.observed, (each) => each.observedUntil! <= now)
    if (!visitor) return null
    await this.client.must('observation.end', { visitId: visitor.visitId!, outcome: 'well' })
    hall.forCard.push(visitor)
    return 5
  }
}
