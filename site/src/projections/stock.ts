import { prepared } from '../store/database.ts'
import type { Projectors } from './index.ts'

export const projectStock: Projectors<
  'stock.received' | 'stock.wasted' | 'stock.vial-opened' | 'stock.vial-closed'
> = {
  'stock.received': (event, db) => {
    const { lotNumber, productId, expirationDate, dosesPerVial, vials } = event.data
    prepared(
      db,
      `INSERT INTO lots (lot_number, product_id, expiration_date, doses_per_vial, vials_received)
       VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (lot_number) DO UPDATE SET vials_received = vials_received + excluded.vials_received`,
    ).run(lotNumber, productId, expirationDate, dosesPerVial, vials)
  },

  'stock.wasted': (event, db) => {
    prepared(db, 'UPDATE lots SET vials_wasted = vials_wasted + ? WHERE lot_number = ?').run(
      event.data.vials,
      event.data.lotNumber,
    )
  },

  'stock.vial-opened': (event, db) => {
    const vial = event.data
    prepared(
      db,
      `INSERT INTO vials (vial_id, vial_number, lot_number, product_id, expiration_date, doses_per_vial, opened_at, opened_on, discard_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      vial.vialId,
      vial.vialNumber,
      vial.lotNumber,
      vial.productId,
      vial.expirationDate,
      vial.dosesPerVial,
      vial.openedAt,
      vial.openedOn,
      vial.discardAt,
    )
    prepared(db, 'UPDATE lots SET vials_opened = vials_opened + 1 WHERE lot_number = ?').run(vial.lotNumber)
  },

  'stock.vial-closed': (event, db) => {
    const { vialId, reason, dosesWasted, closedOn } = event.data
    prepared(db, 'UPDATE vials SET closed_reason = ?, closed_on = ?, doses_wasted = ? WHERE vial_id = ?').run(
      reason,
      closedOn,
      dosesWasted,
      vialId,
    )
  },
}
