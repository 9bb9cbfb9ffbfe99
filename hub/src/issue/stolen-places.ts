import { cardHash, decodeHcertText, fromBase64Url, isRefused } from '@sentra/card'
import type { LocalCardIssued } from '@sentra/contract'
import type { Database, Transaction } from '../store/database.ts'

/** Whoever was honestly vaccinated has this long to turn up in a second copy. Then the rest is the thief's. */
export const confirmationDays = 7

/**
 * What becomes of the places that a theft suspended.
 *
 * A card that arrives after all, in the journal of the standby or on a stick, was made before the theft: the hub
 * takes the journal from nobody but a site that a person has let in, and the projector found nothing wrong with the
 * card. It is good again, by its own name, also after its week. What nobody has confirmed within the week
 * is withdrawn for good.
 */
export async function settleStolenPlaces(
  database: Database,
  now: Date,
): Promise<{ confirmed: number; withdrawn: number }> {
  return database.transaction(async (transaction) => {
    const confirmed = await confirmFromSecondCopy(transaction, now)
    const withdrawn = await transaction.query<{ list: string }>(
      `UPDATE card_status SET status = 1
       WHERE because = 'stolen' AND confirmed_at IS NULL AND status = 2 AND released_at IS NULL AND changed_at <= $1
       RETURNING list_id AS list`,
      [new Date(now.getTime() - confirmationDays * 86_400_000)],
    )
    const lists = new Set([...confirmed, ...withdrawn].map(({ list }) => list))
    for (const list of [...lists].sort())
      await transaction.query('UPDATE status_lists SET changes = changes + 1 WHERE list_id = $1', [list])
    return { confirmed: confirmed.length, withdrawn: withdrawn.length }
  })
}

type Confirmed = { list: string; place: number; exchanged: boolean; body: string }

async function confirmFromSecondCopy(transaction: Transaction, now: Date): Promise<Confirmed[]> {
  const found = await transaction.query<Confirmed>(
    `SELECT s.list_id AS list, s.status_index AS place, c.state = 'exchanged' AS exchanged, e.body
     FROM card_status s
     JOIN cards_local c ON c.site_id = s.site_id AND c.status_list = s.list_id AND c.status_index = s.status_index
     JOIN journal_events e ON e.site_id = c.site_id AND e.event_id = c.card_id AND e.outcome = 'accepted'
     WHERE s.because = 'stolen' AND s.confirmed_at IS NULL AND c.state <> 'void'
     FOR UPDATE OF s`,
  )
  if (found.length === 0) return []
  const denied = await transaction.query<{ id: string }>('SELECT certificate_id AS id FROM denied_devices')
  const known = new Set(denied.map(({ id }) => id))
  const confirmed: Confirmed[] = []
  for (const card of found) {
    const { text, deviceCertificateId } = (JSON.parse(card.body) as { data: LocalCardIssued }).data
    const sign1 = decodeHcertText(text)
    if (isRefused(sign1)) continue
    // What a record says of its key may be any text, also one that the database cannot be asked for.
    if (known.has(deviceCertificateId))
      await transaction.query(
        'UPDATE denied_devices SET good_cards = good_cards || $2 WHERE certificate_id = $1',
        [deviceCertificateId, Buffer.from(fromBase64Url(await cardHash(sign1)))],
      )
    // Suspended and released is good; an exchange that came with the same journal stays one.
    await transaction.query(
      `UPDATE card_status SET status = $3, released_at = $4, confirmed_at = $4
       WHERE list_id = $1 AND status_index = $2`,
      [card.list, card.place, card.exchanged ? 3 : 2, now],
    )
    confirmed.push(card)
  }
  return confirmed
}
