import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isRefusal } from '../refusal.ts'
import {
  type CardFact,
  cardsAfter,
  draftLocalCard,
  type LocalCardState,
  liveCards,
  mayApproveVoid,
  mayExchange,
  mayHandOverNational,
  mayIssueLocalCard,
  mayRequestVoid,
  type NationalCardState,
} from './index.ts'

const attempts = fc.array(
  fc.record({
    attempt: fc.constantFrom(
      'dose',
      'issue',
      'issue-other-cause',
      'hand-over',
      'exchange',
      'void',
      'national-comes',
    ),
    person: fc.nat({ max: 3 }),
    outage: fc.boolean(),
    waitedSeconds: fc.integer({ min: 0, max: 60 }),
  }),
  { maxLength: 60 },
)

type Attempt = { attempt: string; person: number; outage: boolean; waitedSeconds: number }

/** P6 and P7: the card desk tries everything, in any order, as often as it likes. */
test('a card never exists without a dose, and one dose never has two live cards', () => {
  fc.assert(
    fc.property(attempts, (tries) => {
      const desk = new CardDesk()
      for (const one of tries) {
        desk.try(one)
        desk.mustHold()
      }
    }),
    { numRuns: 500 },
  )
})

test('after the national cards have come and the desk has done its work, each dose has exactly one live card', () => {
  fc.assert(
    fc.property(attempts, (tries) => {
      const desk = new CardDesk()
      for (const one of tries) desk.try(one)
      for (const person of desk.doses) {
        for (const attempt of ['national-comes', 'hand-over', 'exchange'])
          desk.try({ attempt, person, outage: false, waitedSeconds: 0 })
        expect(desk.liveOf(person)).toHaveLength(1)
        expect(desk.liveOf(person)[0]).toHaveProperty('nationalCardId')
      }
    }),
  )
})

class CardDesk {
  readonly doses = new Set<number>()
  readonly arrived = new Set<number>()
  readonly facts: CardFact[] = []

  try({ attempt, person, outage, waitedSeconds }: Attempt): void {
    const { local, national } = cardsAfter(this.facts)
    const immunizationId = `i-${person}`
    const localCards = local.filter((card) => card.immunizationId === immunizationId)
    const collected = national.find((card) => card.immunizationId === immunizationId)
    const waiting: NationalCardState | null = this.arrived.has(person)
      ? { nationalCardId: `n-${person}`, immunizationId, state: 'ready' }
      : null
    const nationalCard = collected ?? waiting
    const immunization = this.doses.has(person)
      ? { immunizationId, visitId: `v-${person}`, vaccinator: 'V-01', recordedAt: '2021-08-05T02:00:00.000Z' }
      : null

    if (attempt === 'dose') this.doses.add(person)
    if (attempt === 'national-comes' && this.doses.has(person)) this.arrived.add(person)
    if (attempt.startsWith('issue')) {
      const permit = mayIssueLocalCard({
        immunization,
        issuer: 'K-01',
        localCards,
        nationalCard,
        outage: outage ? { outageId: 'o-1' } : null,
        waitedSeconds,
        waitLimitSeconds: 30,
        certificate: { indexLeft: 1, useUntil: '2021-08-19T00:00:00.000Z' },
        now: '2021-08-05T02:00:00.000Z',
      })
      if (isRefusal(permit)) return
      const cardId = `c-${this.facts.length}`
      this.facts.push(
        draftLocalCard(permit, {
          cardId,
          serial: cardId,
          statusList: 's',
          statusIndex: this.facts.length,
          deviceCertificateId: 'd',
          expiresOn: '2021-11-05',
          text: 'HC1:',
        }),
      )
    }
    const fact =
      attempt === 'hand-over'
        ? mayHandOverNational({ immunization, localCards, nationalCard })
        : attempt === 'exchange'
          ? mayExchange({ localCard: localCards.at(-1) ?? null, nationalCard, paperWithdrawn: true })
          : attempt === 'void'
            ? voidLive([...localCards, ...(collected ? [collected] : [])])
            : null
    if (fact !== null && !isRefusal(fact)) this.facts.push(fact)
  }

  liveOf(person: number): object[] {
    const { local, national } = cardsAfter(this.facts)
    return liveCards([...local, ...national].filter((card) => card.immunizationId === `i-${person}`))
  }

  mustHold(): void {
    for (const person of [0, 1, 2, 3]) expect(this.liveOf(person).length).toBeLessThanOrEqual(1)
    for (const { data } of this.facts) expect(this.doses.has(Number(data.immunizationId.slice(2)))).toBe(true)
  }
}

/** Two people void whatever card is live: the dose then has none, and may have one anew. */
function voidLive(cards: readonly (LocalCardState | NationalCardState)[]) {
  const card = cards.find(({ state }) => state === 'live')
  if (!card) return null
  const kind = 'cardId' in card ? ('local' as const) : ('national' as const)
  const cardId = 'cardId' in card ? card.cardId : card.nationalCardId
  const known = {
    cardId,
    kind,
    serial: cardId,
    state: 'live',
    immunizationId: card.immunizationId,
    visitId: 'v',
  }
  const asked = mayRequestVoid({ card: known, openRequest: null, requestId: 'r', reason: 'misprinted' })
  if (isRefusal(asked)) return asked
  return mayApproveVoid({ request: { ...asked.data, requestedBy: 'K-01' }, card: known, approver: 'C-01' })
}
