import type {
  OutageBegan,
  OutageEnded,
  SessionClosed,
  StockReceived,
  StockWasted,
  VialClosed,
  VialOpened,
} from '@sentra/contract'
import type { ProjectedEvent, Projection } from './projection.ts'
import type { LotRow, OutageRow, Registry } from './registry.ts'
import { rowKey } from './rows.ts'

/** The figures a district plans by: stock by lot, closed days, outages as the site saw them. */

export function projectStockReceived({ registry }: Projection, { site, data }: ProjectedEvent): void {
  const { lotNumber, productId, dosesPerVial, vials } = data as StockReceived
  const lot = registry.lots.get(rowKey(site, lotNumber)) ?? {
    site,
    lotNumber,
    productId,
    dosesPerVial,
    dosesReceived: 0,
    dosesWasted: 0,
  }
  const dosesReceived = lot.dosesReceived + vials * dosesPerVial
  registry.lots.put(rowKey(site, lotNumber), { ...lot, dosesReceived })
}

export function projectStockWasted({ registry }: Projection, { site, data }: ProjectedEvent): void {
  const { lotNumber, vials } = data as StockWasted
  const lot = registry.lots.get(rowKey(site, lotNumber))
  if (lot) waste(registry, lot, vials * lot.dosesPerVial)
}

export function projectVialOpened({ registry }: Projection, { site, data }: ProjectedEvent): void {
  const { vialId, lotNumber } = data as VialOpened
  const key = rowKey(site, vialId)
  if (!registry.vials.get(key))
    registry.vials.put(key, { site, vialId, lotNumber, dosesWasted: 0, closed: false })
}

export function projectVialClosed({ registry }: Projection, { site, data }: ProjectedEvent): void {
  const { vialId, dosesWasted } = data as VialClosed
  const vial = registry.vials.get(rowKey(site, vialId))
  if (!vial || vial.closed) return
  registry.vials.put(rowKey(site, vialId), { ...vial, closed: true, dosesWasted })
  const lot = registry.lots.get(rowKey(site, vial.lotNumber))
  if (lot && dosesWasted > 0) waste(registry, lot, dosesWasted)
}

export function projectSessionClosed({ registry }: Projection, { site, data }: ProjectedEvent): void {
  const account = data as SessionClosed
  const { localDate } = account
  registry.sessions.put(rowKey(site, localDate), { site, localDate, account })
}

/** Also one that the hub has from another epoch of the site: then it is on in this log too. */
export function projectOutageBegan({ registry }: Projection, event: ProjectedEvent): void {
  const { site, epoch, data, actor } = event
  const { outageId, since, cause } = data as OutageBegan
  const key = rowKey(site, outageId)
  const known = registry.outages.get(key)
  if (!known) {
    const declaredBy = cause === 'declared' ? actor : null
    registry.outages.put(key, {
      site,
      outageId,
      since,
      until: null,
      cause,
      declaredBy,
      byEpoch: { [epoch]: 'on' },
    })
  } else if (known.byEpoch && !known.byEpoch[epoch]) {
    registry.outages.put(key, { ...known, byEpoch: { ...known.byEpoch, [epoch]: 'on' } })
  }
}

/** Over for this log from here on. Where two laptops of one site saw it end, it lasted until the later one did. */
export function projectOutageEnded({ registry }: Projection, { site, epoch, data }: ProjectedEvent): void {
  const { outageId, until } = data as OutageEnded
  const outage = registry.outages.get(rowKey(site, outageId))
  if (!outage || (outage.byEpoch && !outage.byEpoch[epoch])) return
  const byEpoch = outage.byEpoch && { ...outage.byEpoch, [epoch]: 'over' as const }
  const later = outage.until === null || new Date(outage.until).getTime() < Date.parse(until)
  registry.outages.put(rowKey(site, outageId), { ...outage, until: later ? until : outage.until, byEpoch })
}

/** By the order of this log, never by a clock: it has begun and not ended. */
export function isOn({ byEpoch, until }: OutageRow, epoch: number): boolean {
  // A former build on the same database writes an end without an epoch: then it is over for all, as it was for that build.
  const knowsEnd = until === null || Object.values(byEpoch ?? {}).includes('over')
  return byEpoch && knowsEnd ? byEpoch[epoch] === 'on' : until === null
}

function waste(registry: Registry, lot: LotRow, doses: number): void {
  registry.lots.put(rowKey(lot.site, lot.lotNumber), { ...lot, dosesWasted: lot.dosesWasted + doses })
}
