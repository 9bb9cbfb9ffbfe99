import type { DoseLine } from '@sentra/contract'
import type { Database } from '../store/database.ts'

/** Lines read at once: a country's export never sits in memory. */
const pageSize = 1000

/** Every dose with its vial and its cards, one JSON line each, in order of site and journal. No person. */
export async function* readDoseLines(database: Database): AsyncGenerator<string> {
  let after: [string, number, number] = ['', 0, 0]
  for (;;) {
    const rows = await database.query<DoseLine & { epoch: number }>(dosesSql, [...after, pageSize])
    if (rows.length === 0) return
    yield rows.map(({ epoch: _, ...line }) => `${JSON.stringify(line)}\n`).join('')
    const last = rows.at(-1)!
    after = [last.siteId, last.epoch, last.seq]
  }
}

const dosesSql = `
  SELECT d.immunization_id AS "immunizationId", d.site_id AS "siteId", d.epoch, d.seq,
         d.local_date AS "localDate", d.dose_number AS "doseNumber", d.product_id AS "productId",
         d.lot_number AS "lotNumber", d.vial_id AS "vialId", d.vial_dose AS "vialDose",
         l.card_id AS "localCardId", l.state AS "localCardState",
         n.national_card_id AS "nationalCardId", n.state AS "nationalCardState"
  FROM doses d
  LEFT JOIN LATERAL (
    SELECT card_id, state FROM cards_local c
    WHERE c.site_id = d.site_id AND c.immunization_id = d.immunization_id
    ORDER BY c.state = 'void', c.issued_at LIMIT 1) l ON true
  LEFT JOIN LATERAL (
    SELECT national_card_id, state FROM cards_national c
    WHERE c.site_id = d.site_id AND c.immunization_id = d.immunization_id AND c.state <> 'void' LIMIT 1) n ON true
  WHERE (d.site_id, d.epoch, d.seq) > ($1, $2, $3)
  ORDER BY d.site_id, d.epoch, d.seq LIMIT $4`
