import { cardHash, decodeHcertText, fromBase64Url, isRefused } from '@sentra/card'
import type { GoodPlaces, LocalCardIssued } from '@sentra/contract'
import { openSiteCase } from '../console/cases/open-site-case.ts'
import type { Database, Transaction } from '../store/database.ts'

export type StolenReport = {
  siteId: string
  deviceIds: string[]
  certificateIds: string[]
  /** Cards that were reported before the theft: they stay good, by their names. */
  goodCards: number
  /** Places of its blocks that no card was reported for: suspended. */
  suspended: number
  quarantined: boolean
}

/**
 * A laptop is stolen: its keys are denied from this moment, the never-reported rest of its blocks is
 * suspended, and the cards that were reported stay good by name. All in one transaction, published within a
 * second. The line between good and suspended is the place in the block, never a time: a thief can set a
 * clock back, but not the hub's copy of the journal.
 *
 * Without `deviceId` the whole site is meant: then its log key is in the thief's hands too, and what is sent
 * with it from now on is held in quarantine until a person has enrolled the site anew.
 */
export async function reportStolen(
  database: Database,
  request: { siteId: string; deviceId?: string | undefined; now: Date },
): Promise<StolenReport | undefined> {
  const { siteId, deviceId, now } = request
  return database.transaction(async (transaction) => {
    const certificates = await transaction.query<Certificate>(
      `SELECT certificate_id AS "certificateId", device_id AS "deviceId", status_list AS "statusList",
              block_start AS "blockStart", block_count AS "blockCount", expires_at AS "expiresAt"
       FROM device_certificates
       WHERE site_id = $1 AND ($2::text IS NULL OR device_id = $2) AND expires_at > $3
       ORDER BY status_list, block_start`,
      [siteId, deviceId ?? null, now],
    )
    if (certificates.length === 0) return undefined
    let suspended = 0
    let goodCards = 0
    const byKey = Map.groupBy(certificates, ({ certificateId }) => certificateId)
    const reported = await reportedCards(transaction, siteId)
    for (const [certificateId, blocks] of byKey) {
      const names = reported.get(certificateId) ?? []
      const places: GoodPlaces[] = []
      for (const block of blocks) {
        const below = await firstUnreported(transaction, siteId, block)
        if (below > block.blockStart)
          places.push({ statusList: block.statusList, from: block.blockStart, below })
        suspended += await suspendRest(transaction, siteId, block, now)
      }
      goodCards += names.length
      await transaction.query(
        `INSERT INTO denied_devices
           (certificate_id, site_id, device_id, denied_at, expires_at, good_cards, good_places)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (certificate_id) DO NOTHING`,
        [
          certificateId,
          siteId,
          blocks[0]!.deviceId,
          now,
          new Date(Math.max(...blocks.map(({ expiresAt }) => expiresAt.getTime()))),
          Buffer.concat(names.map((name) => fromBase64Url(name))),
          JSON.stringify(places),
        ],
      )
    }
    if (deviceId === undefined)
      await transaction.query(`UPDATE sites SET state = 'quarantined' WHERE site_id = $1`, [siteId])
    const devices = [...new Set(certificates.map((each) => each.deviceId))]
    await openSiteCase(transaction, {
      kind: 'laptop-stolen',
      siteId,
      summary: `Reported stolen: ${devices.join(', ')}. ${suspended} places without a reported card are suspended, ${goodCards} reported cards stay good.${deviceId === undefined ? ' The site is quarantined until it is enrolled anew with the next epoch.' : ''} Close this when the people of the suspended cards were served.`,
      now,
    })
    return {
      siteId,
      deviceIds: devices,
      certificateIds: [...byKey.keys()],
      goodCards,
      suspended,
      quarantined: deviceId === undefined,
    }
  })
}

type Certificate = {
  certificateId: string
  deviceId: string
  statusList: string
  blockStart: number
  blockCount: number
  expiresAt: Date
}

/**
 * The names of the cards each key had made when the journal last came, without those that are a case. The lines are
 * read here, never by the database: its jsonb refuses some that are proper JSON and lie in a journal.
 */
async function reportedCards(transaction: Transaction, site: string): Promise<Map<string, string[]>> {
  const rows = await transaction.query<{ body: string }>(
    `SELECT e.body FROM cards_local c
     JOIN journal_events e ON e.site_id = c.site_id AND e.event_id = c.card_id AND e.outcome = 'accepted'
     WHERE c.site_id = $1 AND e.type = 'local-card.issued'
       AND NOT EXISTS (SELECT 1 FROM card_status s
                       WHERE s.list_id = c.status_list AND s.status_index = c.status_index AND s.status = 2)`,
    [site],
  )
  const names = new Map<string, string[]>()
  for (const { body } of rows) {
    const { text, deviceCertificateId } = (JSON.parse(body) as { data: LocalCardIssued }).data
    const sign1 = decodeHcertText(text)
    if (isRefused(sign1)) continue
    const ofKey = names.get(deviceCertificateId) ?? []
    ofKey.push(await cardHash(sign1))
    names.set(deviceCertificateId, ofKey)
  }
  return names
}

async function firstUnreported(transaction: Transaction, site: string, block: Certificate): Promise<number> {
  const [row] = await transaction.query<{ last: number | null }>(
    `SELECT max(status_index) AS last FROM cards_local
     WHERE site_id = $1 AND status_list = $2 AND status_index >= $3 AND status_index < $4`,
    [site, block.statusList, block.blockStart, block.blockStart + block.blockCount],
  )
  return row?.last === null || row === undefined ? block.blockStart : row.last + 1
}

async function suspendRest(
  transaction: Transaction,
  site: string,
  block: Certificate,
  now: Date,
): Promise<number> {
  const rows = await transaction.query(
    `INSERT INTO card_status (list_id, status_index, status, site_id, changed_at, because)
     SELECT $2, place, 2, $1, $5, 'stolen'
     FROM generate_series($3::integer, $4::integer) AS place
     WHERE NOT EXISTS (SELECT 1 FROM cards_local c
                       WHERE c.site_id = $1 AND c.status_list = $2 AND c.status_index = place)
     ON CONFLICT DO NOTHING RETURNING status_index`,
    [site, block.statusList, block.blockStart, block.blockStart + block.blockCount - 1, now],
  )
  await transaction.query('UPDATE status_lists SET changes = changes + 1 WHERE list_id = $1', [
    block.statusList,
  ])
  return rows.length
}
