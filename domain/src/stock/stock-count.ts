import type { EventDraft } from '@sentra/contract'

/** The facts a stock account is made of. */
export type StockFact = EventDraft<
  'stock.received' | 'stock.wasted' | 'stock.vial-opened' | 'stock.vial-closed' | 'immunization.recorded'
>

export interface LotCount {
  dosesPerVial: number
  vialsReceived: number
  vialsOpened: number
  vialsWasted: number
  vialsTransferred: number
}

export interface VialCount {
  lotNumber: string
  dosesPerVial: number
  drawn: number
  extra: number
  wasted: number
  opened: boolean
  closed: boolean
}

/** What the facts say of each lot and each vial, counted without regard to their order. */
export class StockCount {
  readonly lots = new Map<string, LotCount>()
  readonly vials = new Map<string, VialCount>()

  add(fact: StockFact): void {
    if (fact.type === 'stock.received') {
      const lot = this.#lot(fact.data.lotNumber)
      lot.dosesPerVial = fact.data.dosesPerVial
      lot.vialsReceived += fact.data.vials
    } else if (fact.type === 'stock.wasted') {
      const lot = this.#lot(fact.data.lotNumber)
      if (fact.data.reason === 'transferred') lot.vialsTransferred += fact.data.vials
      else lot.vialsWasted += fact.data.vials
    } else if (fact.type === 'stock.vial-opened') {
      const { vialId, lotNumber, dosesPerVial } = fact.data
      this.#lot(lotNumber).vialsOpened += 1
      Object.assign(this.#vial(vialId), { lotNumber, dosesPerVial, opened: true })
    } else if (fact.type === 'stock.vial-closed') {
      Object.assign(this.#vial(fact.data.vialId), { closed: true, wasted: fact.data.dosesWasted })
    } else {
      const { vialId, lotNumber, extraDose } = fact.data
      this.#lot(lotNumber)
      const vial = this.#vial(vialId)
      vial.lotNumber = lotNumber
      vial.drawn += 1
      if (extraDose) vial.extra += 1
    }
  }

  #lot(lotNumber: string): LotCount {
    const known = this.lots.get(lotNumber)
    if (known !== undefined) return known
    const lot = { dosesPerVial: 0, vialsReceived: 0, vialsOpened: 0, vialsWasted: 0, vialsTransferred: 0 }
    this.lots.set(lotNumber, lot)
    return lot
  }

  #vial(vialId: string): VialCount {
    const known = this.vials.get(vialId)
    if (known !== undefined) return known
    const vial = {
      lotNumber: '',
      dosesPerVial: 0,
      drawn: 0,
      extra: 0,
      wasted: 0,
      opened: false,
      closed: false,
    }
    this.vials.set(vialId, vial)
    return vial
  }
}
