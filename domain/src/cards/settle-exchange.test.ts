import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ExchangeWord, liveOf, mayGrantExchange, type SettledCard, settleExchange } from './index.ts'

const waiting: SettledCard = { local: 'live', national: 'ready', exchangedBy: null }
const word = (exchangeId: string, way: ExchangeWord['way'] = 'desk'): ExchangeWord => ({ exchangeId, way })

test('the first to exchange a card wins; whoever comes second opens a case and changes nothing', () => {
  const first = settleExchange(waiting, word('a', 'elsewhere'))
  expect(first).toEqual({
    outcome: 'first',
    card: { local: 'exchanged', national: 'live', exchangedBy: 'a' },
  })
  expect(settleExchange(first.card, word('b'))).toEqual({ outcome: 'second-presenter', card: first.card })
  expect(settleExchange(first.card, word('a', 'elsewhere'))).toEqual({ outcome: 'again', card: first.card })
})

test('an exchange that has not happened yet is granted once, and asking again is answered again', () => {
  const granted = mayGrantExchange(waiting, word('a', 'person'))
  expect(granted).toMatchObject({ outcome: 'first' })
  const { card } = granted as { card: SettledCard }
  expect(mayGrantExchange(card, word('a', 'person'))).toMatchObject({ outcome: 'again' })
  expect(mayGrantExchange(card, word('b', 'person'))).toEqual({ refused: 'exchanged-before' })
  expect(mayGrantExchange({ ...waiting, national: 'none' }, word('a'))).toEqual({
    refused: 'national-card-not-ready',
  })
  expect(mayGrantExchange({ ...waiting, local: 'void' }, word('a'))).toMatchObject({ refused: 'card-void' })
  expect(mayGrantExchange(null, word('a'))).toMatchObject({ refused: 'card-not-accepted' })
})

const words = fc.uniqueArray(
  fc.record({
    exchangeId: fc.uuid(),
    way: fc.constantFrom('desk', 'elsewhere', 'person') as fc.Arbitrary<ExchangeWord['way']>,
  }),
  { minLength: 1, maxLength: 6, selector: ({ exchangeId }) => exchangeId },
)

/** P7 across sites: desks that were cut off exchange the same card, and their words arrive late, twice, in any order. */
test('however many desks exchange one card, offline and in any order, exactly one card is live after merging', () => {
  fc.assert(
    fc.property(
      words.chain((spoken) =>
        fc.tuple(
          fc.constant(spoken),
          fc.shuffledSubarray([...spoken, ...spoken], {
            minLength: spoken.length * 2,
            maxLength: spoken.length * 2,
          }),
        ),
      ),
      ([spoken, arrived]) => {
        let card = waiting
        const presenters = new Set<string>()
        for (const one of arrived) {
          expect(liveOf(card)).toBe(1)
          const settled = settleExchange(card, one)
          if (settled.outcome === 'second-presenter') presenters.add(one.exchangeId)
          card = settled.card
        }
        expect(card).toMatchObject({
          local: 'exchanged',
          national: 'live',
          exchangedBy: arrived[0]!.exchangeId,
        })
        expect(liveOf(card)).toBe(1)
        expect(presenters.size).toBe(spoken.length - 1)
      },
    ),
    { numRuns: 1000 },
  )
})
