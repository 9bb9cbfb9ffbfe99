import { toBase64Url } from '@sentra/card'
import type { DeniedDevice, ExtendedList, GoodPlaces } from '@sentra/contract'
import type { Database } from '../store/database.ts'

/** What changed since the keys were made: stolen laptops and lists that live longer. */
export type TrustNews = { deniedDevices: DeniedDevice[]; extendedLists: ExtendedList[] }

/** Reads what still matters: a denial goes when the last card of that laptop has expired anyway. */
export async function readTrustNews(database: Database, now: Date): Promise<TrustNews> {
  const [denied, extended] = await Promise.all([
    database.query<{ certificateId: string; deniedAt: Date; cards: Buffer; places: GoodPlaces[] }>(
      `SELECT certificate_id AS "certificateId", denied_at AS "deniedAt", good_cards AS cards,
              good_places AS places
       FROM denied_devices d
       WHERE expires_at > $1
          OR EXISTS (SELECT 1 FROM device_certificates c JOIN list_extensions e ON e.list_id = c.status_list
                     WHERE c.certificate_id = d.certificate_id AND e.valid_until > $1)
       ORDER BY certificate_id`,
      [now],
    ),
    database.query<{ statusList: string; until: Date }>(
      `SELECT list_id AS "statusList", valid_until AS until FROM list_extensions
       WHERE valid_until > $1 ORDER BY list_id`,
      [now],
    ),
  ])
  return {
    deniedDevices: denied.map(({ certificateId, deniedAt, cards, places }) => ({
      certificateId,
      deniedAt: deniedAt.toISOString(),
      goodCards: namesIn(cards),
      ...(places.length > 0 ? { goodPlaces: places } : {}),
    })),
    extendedLists: extended.map(({ statusList, until }) => ({ statusList, validUntil: until.toISOString() })),
  }
}

/** Each name is 8 bytes. */
function namesIn(cards: Buffer): string[] {
  return Array.from({ length: cards.length / 8 }, (_, index) =>
    toBase64Url(new Uint8Array(cards.subarray(index * 8, index * 8 + 8))),
  )
}
