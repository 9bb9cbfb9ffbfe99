import { type LotCount, StockCount, type StockFact, type VialCount } from './stock-count.ts'

/** One account, in doses as the label counts them. */
export interface StockBalance {
  readonly received: number
  readonly given: number
  /** Of those given, doses beyond a label: they came from no stock. */
  readonly extra: number
  readonly wasted: number
  readonly transferred: number
  /** What the shelf and the open vials hold, counted from the vials and not from the equation. */
  readonly onHand: number
  /** received = given − extra + wasted + transferred + on hand. */
  readonly balanced: boolean
}

/**
 * The account of all lots together, and of each. The order of the facts does not matter: a hub may
 * see a dose before the delivery it came from, and the account is right once both are in. It balances
 * as a whole only if every lot does: a dose too many here does not make up for one too few there.
 */
export function stockBalance(facts: Iterable<StockFact>): {
  total: StockBalance
  byLot: ReadonlyMap<string, StockBalance>
} {
  const count = new StockCount()
  for (const fact of facts) count.add(fact)

  const vialsOf = Map.groupBy(count.vials.values(), (vial) => vial.lotNumber)
  const byLot = new Map<string, StockBalance>()
  for (const [lotNumber, lot] of count.lots)
    byLot.set(lotNumber, lotBalance(lot, vialsOf.get(lotNumber) ?? []))

  const lots = [...byLot.values()]
  const over = (name: Exclude<keyof StockBalance, 'balanced'>) => sum(lots.map((lot) => lot[name]))
  const total = {
    received: over('received'),
    given: over('given'),
    extra: over('extra'),
    wasted: over('wasted'),
    transferred: over('transferred'),
    onHand: over('onHand'),
    balanced: lots.every((lot) => lot.balanced) && !vialsOf.has(''),
  }
  return { byLot, total }
}

function lotBalance(lot: LotCount, vials: readonly VialCount[]): StockBalance {
  const { dosesPerVial } = lot
  const vialsUnopened = lot.vialsReceived - lot.vialsOpened - lot.vialsWasted - lot.vialsTransferred
  const inOpenVials = vials
    .filter((vial) => vial.opened && !vial.closed)
    .map((vial) => vial.dosesPerVial - (vial.drawn - vial.extra))

  const received = lot.vialsReceived * dosesPerVial
  const given = sum(vials.map((vial) => vial.drawn))
  const extra = sum(vials.map((vial) => vial.extra))
  const wasted = lot.vialsWasted * dosesPerVial + sum(vials.map((vial) => vial.wasted))
  const transferred = lot.vialsTransferred * dosesPerVial
  const onHand = vialsUnopened * dosesPerVial + sum(inOpenVials)
  const balanced =
    vialsUnopened >= 0 &&
    inOpenVials.every((doses) => doses >= 0) &&
    received === given - extra + wasted + transferred + onHand
  return { received, given, extra, wasted, transferred, onHand, balanced }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
