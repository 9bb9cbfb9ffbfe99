import { verifySiteRequest } from '@sentra/journal'
import { HttpRefusal } from '../http/refusal.ts'
import type { Database } from '../store/database.ts'
import { siteVerifierOf } from './site-verifier.ts'

export type KnownSite = {
  siteId: string
  siteName: string
  region: string
  timeZone: string
  epoch: number
  logKey: string
  state: 'active' | 'quarantined'
}

/** What a request shows of its sender. */
export type SignedRequest = {
  method: string
  path: string
  authorization: string | undefined
  body: Uint8Array
  siteId: string
}

/**
 * Finds the site that signed this request with the key of its log, or refuses by name. A clock that is
 * far off is told the right time instead: a laptop with a flat battery believes it is 1970.
 */
export async function authenticateSite(
  database: Database,
  request: SignedRequest,
  now: Date,
): Promise<KnownSite> {
  const site = await findSite(database, request.siteId)
  if (!site) throw unknownSite()
  proveSender(site, request, now)
  await noteHeard(database, site.siteId, now)
  return site
}

/** Throws a refusal when the request is not this site's own, or its clock is far off. */
export function proveSender(site: KnownSite, request: SignedRequest, now: Date): void {
  const verdict = verifySiteRequest({
    method: request.method,
    path: request.path,
    body: request.body,
    authorization: request.authorization,
    site: site.siteId,
    publicKey: siteVerifierOf(site.logKey).publicKey,
    now,
  })
  if (verdict === null) return
  if (verdict === 'clock-skew') throw clockSkew(now)
  throw badSignature()
}

/**
 * Sites as they were a moment ago: a batch is judged again under the lock of its head, so a row that is two seconds
 * old costs nothing but a question less. Each is noted as heard every ten seconds at most.
 */
export function openSiteDirectory(database: Database, clock: { now(): Date }) {
  const known = new Map<string, { site: KnownSite; readAt: number; heardAt: number }>()
  const heard = new Map<string, string>()
  let asked: { sites: Set<string>; answer: Promise<Map<string, KnownSite>> } | undefined
  /** Requests of one moment ask with one statement: two hundred sites at once would else hold every connection. */
  const readTogether = async (siteId: string): Promise<KnownSite | undefined> => {
    if (!asked) {
      const sites = new Set<string>()
      const answer = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
        asked = undefined
        return findSites(database, [...sites])
      })
      asked = { sites, answer }
    }
    asked.sites.add(siteId)
    return (await asked.answer).get(siteId)
  }
  return {
    /** Refuses a site that nobody has enrolled. `fresh` does not believe what it remembers. */
    find: async (siteId: string, fresh = false): Promise<KnownSite> => {
      const at = performance.now()
      const before = known.get(siteId)
      if (!fresh && before && at - before.readAt < directoryMilliseconds) return before.site
      const site = await readTogether(siteId)
      if (!site) {
        known.delete(siteId)
        throw unknownSite()
      }
      known.set(siteId, { site, readAt: at, heardAt: before?.heardAt ?? Number.NEGATIVE_INFINITY })
      return site
    },
    /** Call it for a sender that was proved. Written a second later, for everybody at once, with the time of now: no commit of its own. */
    heard: (siteId: string): void => {
      const entry = known.get(siteId)
      const at = performance.now()
      if (!entry || at - entry.heardAt < heardMilliseconds) return
      entry.heardAt = at
      heard.set(siteId, clock.now().toISOString())
      if (heard.size === 1) setTimeout(writeHeard, 1_000).unref()
    },
  }

  function writeHeard(): void {
    const sites = [...heard].sort()
    heard.clear()
    database
      .query(
        `UPDATE sites SET last_heard_at = heard.at
         FROM unnest($1::text[], $2::timestamptz[]) AS heard (site, at) WHERE site_id = heard.site`,
        [sites.map(([site]) => site), sites.map(([, at]) => at)],
      )
      // The next request says it again.
      .catch(() => {})
  }
}

export type SiteDirectory = ReturnType<typeof openSiteDirectory>

const directoryMilliseconds = 2_000
const heardMilliseconds = 10_000

export async function findSite(database: Database, siteId: string): Promise<KnownSite | undefined> {
  return (await findSites(database, [siteId])).get(siteId)
}

async function findSites(database: Database, siteIds: readonly string[]): Promise<Map<string, KnownSite>> {
  const sites = await database.query<KnownSite>(
    `SELECT site_id AS "siteId", site_name AS "siteName", region, time_zone AS "timeZone",
            epoch, log_key AS "logKey", state
     FROM sites WHERE site_id = ANY($1)`,
    [siteIds],
  )
  return new Map(sites.map((site) => [site.siteId, site]))
}

/** Written every few seconds at most: a site that polls its feed costs no write each time. */
async function noteHeard(database: Database, siteId: string, now: Date): Promise<void> {
  const before = new Date(now.getTime() - heardMilliseconds)
  await database.query(
    'UPDATE sites SET last_heard_at = $2 WHERE site_id = $1 AND (last_heard_at IS NULL OR last_heard_at < $3)',
    [siteId, now, before],
  )
}

const unknownSite = () =>
  new HttpRefusal(401, 'unknown-site', {
    id: 'Lokasi ini belum terdaftar di server pusat. Daftarkan dengan kode pendaftaran.',
    en: 'This site is not enrolled at this hub. Enrol it with an enrolment code.',
  })

const badSignature = () =>
  new HttpRefusal(401, 'bad-site-signature', {
    id: 'Tanda tangan lokasi tidak cocok. Periksa bahwa data lokasi ini belum tertukar.',
    en: "The request is not signed with this site's log key. Check that its data directory was not exchanged.",
  })

const clockSkew = (now: Date) =>
  new HttpRefusal(
    401,
    'clock-skew',
    {
      id: 'Jam laptop jauh berbeda dari jam server pusat. Permintaan diulang dengan jam server.',
      en: "The laptop's clock is far from the hub's. Sign again with the hub's time.",
    },
    { body: { now: now.toISOString() } },
  )
