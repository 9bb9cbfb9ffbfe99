import type { EventDraft } from '@sentra/contract'

/** The facts a stock account is made of. */
export type StockFact = EventDraft<
  'stock.received' | 'stock.wasted' | 'stock.vial-opened' | 'stock.vial-closed' | 'immunization.recorded'
>

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

interface Count {
  dosesPerVial: number
  vialsReceived: number
  vialsOpened: number
  vialsWasted: number
  vialsTransferred: number
}

/**
 * The account of all lots together, and of each. The order of the facts does not matter: a hub may
 * see a dose before the delivery it came from, and the account is right once both are in.
 */
export function stockBalance(facts: Iterable<StockFact>): {
  total: StockBalance
  byLot: ReadonlyMap<string, StockBalance>
} {
  const lots = new Map<string, Count>()
  const vials = new Map<
    string,
    {
      lotNumber: string
      drawn: number
      extra: number
      wasted: number
      opened: boolean
      closed: boolean
      dosesPerVial: number
    }
  >()
  const lotOf = (lotNumber: string) =>
    entry(lots, lotNumber, () => ({
      dosesPerVial: 0,
      vialsReceived: 0,
      vialsOpened: 0,
      vialsWasted: 0,
      vialsTransferred: 0,
    }))
  const vialOf = (vialId: string) =>
    entry(vials, vialId, () => ({
      lotNumber: '',
      drawn: 0,
      extra: 0,
      wasted: 0,
      opened: false,
      closed: false,
      dosesPerVial: 0,
    }))

  for (const fact of facts) {
    if (fact.type === 'stock.received') {
      const lot = lotOf(fact.data.lotNumber)
      lot.dosesPerVial = fact.data.dosesPerVial
      lot.vialsReceived += fact.data.vials
    } else if (fact.type === 'stock.wasted') {
      const lot = lotOf(fact.data.lotNumber)
      if (fact.data.reason === 'transferred') lot.vialsTransferred += fact.data.vials
      else lot.vialsWasted += fact.data.vials
    } else if (fact.type === 'stock.vial-opened') {
      lotOf(fact.data.lotNumber).vialsOpened += 1
      Object.assign(vialOf(fact.data.vialId), {
        lotNumber: fact.data.lotNumber,
        dosesPerVial: fact.data.dosesPerVial,
        opened: true,
      })
    } else if (fact.type === 'stock.vial-closed') {
      Object.assign(vialOf(fact.data.vialId), { closed: true, wasted: fact.data.dosesWasted })
    } else {
      const vial = vialOf(fact.data.vialId)
      vial.lotNumber = fact.data.lotNumber
      vial.drawn += 1
      if (fact.data.extraDose) vial.extra += 1
      lotOf(fact.data.lotNumber)
    }
  }

  const byLot = new Map<string, StockBalance>()
  for (const [lotNumber, lot] of lots) {
    const own = [...vials.values()].filter((vial) => vial.lotNumber === lotNumber)
    const unopened = lot.vialsReceived - lot.vialsOpened - lot.vialsWasted - lot.vialsTransferred
    const inOpenVials = own
      .filter((vial) => vial.opened && !vial.closed)
      .map((vial) => vial.dosesPerVial - (vial.drawn - vial.extra))
    byLot.set(
      lotNumber,
      balanceOf({
        received: lot.vialsReceived * lot.dosesPerVial,
        given: sum(own.map((vial) => vial.drawn)),
        extra: sum(own.map((vial) => vial.extra)),
        wasted: lot.vialsWasted * lot.dosesPerVial + sum(own.map((vial) => vial.wasted)),
        transferred: lot.vialsTransferred * lot.dosesPerVial,
        onHand: unopened * lot.dosesPerVial + sum(inOpenVials),
      }),
    )
  }
  const all = [...byLot.values()]
  const total = (name: Exclude<keyof StockBalance, 'balanced'>) => sum(all.map((lot) => lot[name]))
  return {
    byLot,
    total: balanceOf({
      received: total('received'),
      given: total('given'),
      extra: total('extra'),
      wasted: total('wasted'),
      transferred: total('transferred'),
      onHand: total('onHand'),
    }),
  }
}

function balanceOf(counts: Omit<StockBalance, 'balanced'>): StockBalance {
  const { received, given, extra, wasted, transferred, onHand } = counts
  return { ...counts, balanced: onHand >= 0 && received === given - extra + wasted + transferred + onHand }
}

function entry<V>(map: Map<string, V>, key: string, make: () => V): V {
  const found = map.get(key)
  if (found !== undefined) return found
  const made = make()
  map.set(key, made)
  return made
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
