import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stockBalance } from './stock-balance.ts'
import type { StockFact } from './stock-count.ts'

/** Plays random deeds of a shelf by the rules of vials, and answers the facts they leave. */
const lives = fc
  .array(
    fc.record({
      deed: fc.integer({ min: 0, max: 5 }),
      pick: fc.nat(20),
      amount: fc.integer({ min: 1, max: 6 }),
    }),
    {
      maxLength: 80,
    },
  )
  .map((deeds) => {
    const facts: StockFact[] = []
    const shelf = new Map<string, number>()
    const open: { vialId: string; lotNumber: string; drawn: number; extra: number }[] = []
    for (const { deed, pick, amount } of deeds) {
      const lotNumber = `LOT-${pick % 3}`
      const unopened = shelf.get(lotNumber) ?? 0
      const vial = open[pick % Math.max(1, open.length)]
      if (deed === 0) {
        shelf.set(lotNumber, unopened + amount)
        facts.push(fact('stock.received', { lotNumber, vials: amount, dosesPerVial: 10 }))
      } else if (deed === 1 && unopened >= amount) {
        shelf.set(lotNumber, unopened - amount)
        facts.push(
          fact('stock.wasted', {
            lotNumber,
            vials: amount,
            reason: pick % 2 === 0 ? 'damaged' : 'transferred',
          }),
        )
      } else if (deed === 2 && unopened > 0) {
        shelf.set(lotNumber, unopened - 1)
        const vialId = `vial-${facts.length}`
        open.push({ vialId, lotNumber, drawn: 0, extra: 0 })
        facts.push(fact('stock.vial-opened', { vialId, lotNumber, dosesPerVial: 10 }))
      } else if (deed === 3 && vial !== undefined) {
        open.splice(open.indexOf(vial), 1)
        const dosesWasted = Math.max(0, 10 - vial.drawn)
        facts.push(fact('stock.vial-closed', { vialId: vial.vialId, dosesDrawn: vial.drawn, dosesWasted }))
      } else if (vial !== undefined && vial.drawn < 11) {
        vial.drawn += 1
        const extraDose = vial.drawn > 10
        facts.push(
          fact('immunization.recorded', { vialId: vial.vialId, lotNumber: vial.lotNumber, extraDose }),
        )
      }
    }
    return facts
  })

test('received = given − extra + wasted + transferred + on hand, whatever happens', () => {
  fc.assert(
    fc.property(lives, (facts) => {
      const { total, byLot } = stockBalance(facts)
      expect(total.balanced).toBe(true)
      for (const lot of byLot.values()) expect(lot.balanced).toBe(true)
    }),
  )
})

test('the account is the same in any order of arrival', () => {
  fc.assert(
    fc.property(lives, fc.infiniteStream(fc.nat()), (facts, chance) => {
      const keys = facts.map(() => chance.next().value as number)
      const shuffled = facts
        .map((one, index) => ({ one, key: keys[index] ?? 0 }))
        .sort((a, b) => a.key - b.key)
        .map(({ one }) => one)
      expect(stockBalance(shuffled).total).toEqual(stockBalance(facts).total)
    }),
  )
})

test('a dose whose vial was never opened does not balance, and so is noticed', () => {
  const facts = [
    fact('stock.received', { lotNumber: 'LOT-1', vials: 1, dosesPerVial: 10 }),
    fact('immunization.recorded', { vialId: 'ghost', lotNumber: 'LOT-1', extraDose: false }),
  ]
  expect(stockBalance(facts).total).toMatchObject({ given: 1, onHand: 10, balanced: false })
})

function fact(type: StockFact['type'], data: object): StockFact {
  return { type, data } as StockFact
}
