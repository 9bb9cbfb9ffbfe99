import { setTimeout as sleep } from 'node:timers/promises'
import type { CardView, EventData, VisitView } from '@sentra/contract'
import { isRefused, type SiteClient, UnexpectedAnswerError } from '../client/site-client.ts'
import { momentOf } from '../karawang/plan-time.ts'
import type { OfflineVerifier } from '../paper/offline-verifier.ts'
import { Desk } from './desk.ts'
import { Hall } from './hall.ts'
import type { Paper, Visitor } from './visitor.ts'

/**
 * Nobody leaves without a card: the national one when it is here, else a local one. Between people who
 * leave, those who come back to exchange are served.
 */
export class CardDesk extends Desk {
  readonly #verifier: OfflineVerifier
  readonly #hubIsUp: () => boolean
  readonly #handedOver = { local: 0, national: 0 }

  constructor(
    name: string,
    client: SiteClient,
    hall: Hall,
    more: { verifier: OfflineVerifier; hubIsUp: () => boolean },
  ) {
    super(name, client, hall)
    this.#verifier = more.verifier
    this.#hubIsUp = more.hubIsUp
  }

  protected async serveOne(): Promise<number | null> {
    const { hall } = this
    const now = hall.clock.now()
    const leaving = hall.forCard.shift()
    if (leaving) return this.#giveCard(leaving)
    const exchanging = Hall.due(hall.forExchange, (visitor) => visitor.exchangeAt! <= now)
    return exchanging ? this.#exchange(exchanging) : null
  }

  async #giveCard(visitor: Visitor): Promise<number | null> {
    const { hall } = this
    const view = await this.#settledView(visitor)
    const immunizationId = visitor.immunizationId!
    if (view.cardAdvice === 'hand-over-national') {
      await this.client.must('national-card.hand-over', { immunizationId })
      await this.#take(visitor, nationalOf(view))
    } else if (view.cardAdvice === 'issue-local') {
      const answer = await this.client.command('local-card.issue', { immunizationId })
      if (isRefused(answer)) {
        // The national card may come in between the look and the deed: look again, another time.
        if (answer.refused !== 'national-card-ready') {
          throw new UnexpectedAnswerError(`local-card.issue was refused: ${JSON.stringify(answer.body)}`)
        }
        hall.forCard.unshift(visitor)
        return 1
      }
      await this.#take(visitor, answer.event.data as EventData<'local-card.issued'>)
      visitor.exchangeAt = firstExchange(hall, visitor)
      if (visitor.exchangeAt) hall.forExchange.push(visitor)
    } else if (view.cardAdvice === 'wait-for-national') {
      hall.forCard.unshift(visitor)
      return null
    } else {
      throw new UnexpectedAnswerError(
        `the card desk is told "${view.cardAdvice}" for a person who has no card yet`,
      )
    }
    visitor.leftAt = hall.clock.now()
    return visitor.comer.serviceShare.card * hall.plan.serviceSeconds.card
  }

  async #exchange(visitor: Visitor): Promise<number> {
    const { hall } = this
    const paper = visitor.papers[0]!
    const { visit } = await this.client.ask('findCard', { body: { text: paper.text } })
    if (visit.cardAdvice !== 'exchange') {
      visitor.exchangeAt = nextExchange(hall, visitor)
      hall.forExchange.push(visitor)
      return 20
    }
    await this.client.must('card.exchange', { localCardId: paper.cardId, paperWithdrawn: true })
    paper.withdrawn = true
    visitor.exchangeAt = null
    await this.#take(visitor, nationalOf(visit))
    return visitor.comer.serviceShare.card * hall.plan.serviceSeconds.card
  }

  /**
   * The hub answers in real milliseconds while a simulated step is minutes long. As long as the hub is up
   * and the card on its way, the simulated clock stands still for a moment, or the simulation would outrun
   * the wire and call a healthy hub slow.
   */
  async #settledView(visitor: Visitor): Promise<VisitView> {
    for (let pause = shortestPauseMs; ; pause *= 2) {
      const view = await this.client.ask('visit', { path: { visitId: visitor.visitId! } })
      const onItsWay = view.cardAdvice === 'wait-for-national' || view.cardAdvice === 'issue-local'
      if (!onItsWay || !this.#hubIsUp() || pause > longestPauseMs) return view
      await sleep(pause)
    }
  }

  async #take(visitor: Visitor, card: CardView | EventData<'local-card.issued'>): Promise<void> {
    const now = this.hall.clock.now()
    const verdict = await this.#verifier.verify(card.text, now)
    const kind = 'kind' in card ? card.kind : 'local'
    const number = this.#handedOver[kind]++
    const isPrinted = number < firstPrinted || number % printedEvery === 0
    const paper: Paper = {
      kind,
      cardId: card.cardId,
      immunizationId: card.immunizationId,
      text: card.text,
      handedOverAt: now,
      cause: card.cause?.kind ?? null,
      verdictThen: verdict.kind,
      pdf: isPrinted ? (await this.client.fetch(`/v1/cards/${card.cardId}/paper.pdf`)).body : null,
      withdrawn: false,
    }
    visitor.papers.push(paper)
  }
}

/** Of each kind and desk: the first ones, and then one of so many. */
const firstPrinted = 12
const printedEvery = 10

const shortestPauseMs = 15
const longestPauseMs = 2000

function nationalOf(view: VisitView): CardView {
  const card = view.cards.find((each) => each.kind === 'national')
  if (!card)
    throw new UnexpectedAnswerError('the card desk is told to hand over a national card and sees none')
  return card
}

/** The same evening, or the next day in the first hours, or never. */
function firstExchange(hall: Hall, visitor: Visitor): number | null {
  const { exchange } = visitor.comer
  if (exchange === 'never') return null
  if (exchange === 'next-day') return nextExchange(hall, visitor)
  return momentOf(hall.plan, hall.day, hall.plan.closesAt)
}

function nextExchange(hall: Hall, visitor: Visitor): number {
  const from = momentOf(hall.plan, hall.day + 1, hall.plan.opensAt)
  return Math.floor(from + visitor.comer.exchangeShare * 6 * 3_600_000)
}
