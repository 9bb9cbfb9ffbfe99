import { setTimeout as sleep } from 'node:timers/promises'
import type { EventData, VisitView } from '@sentra/contract'
import { ByHand, someone } from '../hall/by-hand.ts'
import type { Hall } from '../hall/hall.ts'

/** A card in somebody's hand; `withdrawn` when it was taken back. */
export interface HandedCard {
  readonly kind: 'local' | 'national'
  readonly cardId: string
  readonly immunizationId: string
  readonly text: string
  withdrawn: boolean
}

type Person = { visitId: string; immunizationId: string }

/** A card comes within a second or two; on a busy machine a hub takes a while to find its feet. */
const secondsMax = 60

/**
 * A clinic hour by hand: people get their dose while the hub is up, and others while it is down; the first take a
 * national card home, the others a local one; one of these comes back to exchange it.
 */
export class ClinicHour {
  readonly cards: HandedCard[] = []
  private readonly hall: Hall
  private readonly byHand: ByHand
  private people = 0

  constructor(hall: Hall) {
    this.hall = hall
    this.byHand = new ByHand(hall)
  }

  /** Doses and national cards, an outage with local cards, the drain, an exchange. Every vial is closed at its end. */
  async play(): Promise<void> {
    await this.quietMinutes(3)
    await this.outage(3)
    const back = this.cards.find(({ kind, withdrawn }) => kind === 'local' && !withdrawn)
    if (back) await this.exchange(back)
  }

  /** With the hub up: everybody leaves with the national card. */
  async quietMinutes(count: number): Promise<void> {
    const vialId = await this.byHand.openVial()
    const people: Person[] = []
    for (let index = 0; index < count; index += 1) people.push(await this.inject(vialId))
    await this.closeVial(vialId)
    for (const { visitId, immunizationId } of people) {
      const view = await this.advised(visitId, 'hand-over-national')
      await this.hall.staff('K-01').must('national-card.hand-over', { immunizationId })
      this.take('national', view)
    }
  }

  /** The hub is killed, and comes back to everything that waited. */
  async outage(count: number): Promise<void> {
    await this.hall.killHub()
    const vialId = await this.byHand.openVial()
    for (let index = 0; index < count; index += 1) {
      const { visitId, immunizationId } = await this.inject(vialId)
      await this.advised(visitId, 'issue-local')
      const { event } = await this.hall.staff('K-01').must('local-card.issue', { immunizationId })
      const { cardId, text } = event.data as EventData<'local-card.issued'>
      this.cards.push({ kind: 'local', cardId, immunizationId, text, withdrawn: false })
    }
    await this.closeVial(vialId)
    await this.hall.bringHubBack()
  }

  /** Facts in a shape that only newer builds write: a coordinator declares that PCare is out, and that it is over. */
  async news(): Promise<void> {
    const coordinator = this.hall.staff('C-01')
    const { event } = await coordinator.must('outage.declare', { target: 'pcare', reason: 'cannot-save' })
    const { outageId } = event.data as EventData<'outage.began'>
    await coordinator.must('outage.end', { outageId })
    const status = () => coordinator.ask('status')
    await patiently('the hub has receipted the news', status, ({ link }) => link.waiting === 0)
  }

  /** Paper for paper. */
  async exchange(card: HandedCard): Promise<void> {
    const desk = this.hall.staff('K-01')
    const find = async () => (await desk.ask('findCard', { body: { text: card.text } })).visit
    const visit = await patiently('an exchange is offered', find, (view) => view.cardAdvice === 'exchange')
    await desk.must('card.exchange', { localCardId: card.cardId, paperWithdrawn: true })
    card.withdrawn = true
    this.take('national', visit)
  }

  private async inject(vialId: string): Promise<Person> {
    this.people += 1
    // Nobody's: the district is 00, which no place has.
    const nik = `321500450890${9900 + this.people}`
    const { visitId } = await this.byHand.screened(
      someone(this.people, { identifiers: [{ kind: 'NIK', value: nik }] }),
    )
    return { visitId, immunizationId: await this.byHand.inject(visitId, vialId) }
  }

  private async closeVial(vialId: string): Promise<void> {
    await this.hall.staff('V-01').must('stock.close-vial', { vialId, reason: 'session-end' })
  }

  private advised(visitId: string, advice: VisitView['cardAdvice']): Promise<VisitView> {
    const look = () => this.hall.staff('K-01').ask('visit', { path: { visitId } })
    return patiently(`the card desk is told "${advice}"`, look, (view) => view.cardAdvice === advice)
  }

  private take(kind: 'national', view: VisitView): void {
    const card = view.cards.find((each) => each.kind === kind)
    if (!card) throw new Error('a national card was promised and is not there')
    const { cardId, text } = card
    this.cards.push({
      kind,
      cardId,
      immunizationId: view.immunization!.immunizationId,
      text,
      withdrawn: false,
    })
  }
}

/** Asks until it holds. @throws Error with the last answer when it never does */
export async function patiently<T>(
  what: string,
  ask: () => Promise<T>,
  holds: (answer: T) => boolean,
): Promise<T> {
  const giveUpAt = performance.now() + secondsMax * 1000
  for (;;) {
    const answer = await ask()
    if (holds(answer)) return answer
    if (performance.now() > giveUpAt)
      throw new Error(`waited ${secondsMax} s in vain until ${what}: ${JSON.stringify(answer).slice(0, 600)}`)
    await sleep(100)
  }
}
