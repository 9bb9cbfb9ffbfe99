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

/** The figures a district plans by: stock by lot, closed days, outages as the site saw them. */

export async function projectStockReceived(
  { transaction }: Projection,
  event: ProjectedEvent,
): Promise<void> {
  const { lotNumber, productId, dosesPerVial, vials } = event.data as StockReceived
  await transaction.query(
    `INSERT INTO stock_lots AS lot
       (site_id, lot_number, product_id, doses_per_vial, doses_received, doses_wasted)
     VALUES ($1, $2, $3, $4, $5, 0)
     ON CONFLICT (site_id, lot_number) DO UPDATE SET doses_received = lot.doses_received + excluded.doses_received`,
    [event.site, lotNumber, productId, dosesPerVial, vials * dosesPerVial],
  )
}

export async function projectStockWasted({ transaction }: Projection, event: ProjectedEvent): Promise<void> {
  const { lotNumber, vials } = event.data as StockWasted
  await transaction.query(
    `UPDATE stock_lots SET doses_wasted = doses_wasted + $3 * doses_per_vial
     WHERE site_id = $1 AND lot_number = $2`,
    [event.site, lotNumber, vials],
  )
}

export async function projectVialOpened({ transaction }: Projection, event: ProjectedEvent): Promise<void> {
  const { vialId, lotNumber } = event.data as VialOpened
  await transaction.query(
    'INSERT INTO vials (site_id, vial_id, lot_number) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [event.site, vialId, lotNumber],
  )
}

export async function projectVialClosed({ transaction }: Projection, event: ProjectedEvent): Promise<void> {
  const { vialId, dosesWasted } = event.data as VialClosed
  const [vial] = await transaction.query<{ lot_number: string }>(
    `UPDATE vials SET closed = true, doses_wasted = $3
     WHERE site_id = $1 AND vial_id = $2 AND NOT closed RETURNING lot_number`,
    [event.site, vialId, dosesWasted],
  )
  if (!vial || dosesWasted === 0) return
  await transaction.query(
    'UPDATE stock_lots SET doses_wasted = doses_wasted + $3 WHERE site_id = $1 AND lot_number = $2',
    [event.site, vial.lot_number, dosesWasted],
  )
}

export async function projectSessionClosed(
  { transaction }: Projection,
  event: ProjectedEvent,
): Promise<void> {
  const account = event.data as SessionClosed
  await transaction.query(
    `INSERT INTO sessions_closed (site_id, local_date, account) VALUES ($1, $2, $3)
     ON CONFLICT (site_id, local_date) DO UPDATE SET account = excluded.account`,
    [event.site, account.localDate, JSON.stringify(account)],
  )
}

export async function projectOutageBegan({ transaction }: Projection, event: ProjectedEvent): Promise<void> {
  const { outageId, since, cause } = event.data as OutageBegan
  await transaction.query(
    `INSERT INTO outages (site_id, outage_id, since, cause) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
    [event.site, outageId, since, cause],
  )
}

export async function projectOutageEnded({ transaction }: Projection, event: ProjectedEvent): Promise<void> {
  const { outageId, until } = event.data as OutageEnded
  await transaction.query(
    'UPDATE outages SET until = $3 WHERE site_id = $1 AND outage_id = $2 AND until IS NULL',
    [event.site, outageId, until],
  )
}
