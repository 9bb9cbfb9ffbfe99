import type { EnrolmentAnswer, EnrolmentBody } from '@sentra/contract'
import { emptyFrontier, encodeFrontier, frontierRoot, logOrigin, parseVkey } from '@sentra/journal'
import { HttpRefusal } from '../http/refusal.ts'
import { giveDeviceCertificate } from '../issue/device-certificates.ts'
import type { HubIdentity } from '../issue/hub-identity.ts'
import { currentTrustBundle } from '../issue/trust-bundle.ts'
import type { Database } from '../store/database.ts'
import { hashCode } from './enrolment-code.ts'

/**
 * A site introduces itself with a code an operator gave out, and gets what it needs to work alone from
 * then on: the witness key, the trust bundle and a certificate for the device that signs its cards.
 *
 * A code works once. The same site asking again with the same code and the same key (its first answer
 * was lost on the way) is answered again; anybody else is refused.
 */
export async function enrolSite(
  database: Database,
  identity: HubIdentity,
  body: EnrolmentBody,
  hub: { name: string; now: Date },
): Promise<EnrolmentAnswer> {
  checkLogKey(body)
  const certificates = await database.transaction(async (transaction) => {
    const [code] = await transaction.query<{
      valid_until: Date
      used_by: string | null
      used_log_key: string | null
    }>('SELECT valid_until, used_by, used_log_key FROM enrolment_codes WHERE code_hash = $1 FOR UPDATE', [
      hashCode(body.code),
    ])
    if (!code) throw unknownCode()
    const again = code.used_by === body.siteId && code.used_log_key === body.logKey
    if (code.used_by !== null && !again) throw usedCode()
    if (code.valid_until < hub.now && !again) throw lateCode()

    const region = regionOf(body.siteId)
    if (!again) {
      const [known] = await transaction.query<{ epoch: number; log_key: string }>(
        'SELECT epoch, log_key FROM sites WHERE site_id = $1 FOR UPDATE',
        [body.siteId],
      )
      // A fresh code and a later epoch: an operator let this site begin a new log.
      if (known && known.epoch >= body.epoch) throw takenSite(known.epoch)
      await transaction.query(
        `INSERT INTO sites (site_id, site_name, region, time_zone, epoch, log_key, state, enrolled_at, last_heard_at)
         VALUES ($1, $2, $3, $4, $5, $6, 'active', $7, $7)
         ON CONFLICT (site_id) DO UPDATE
           SET site_name = excluded.site_name, time_zone = excluded.time_zone, epoch = excluded.epoch,
               log_key = excluded.log_key, state = 'active', last_heard_at = excluded.last_heard_at`,
        [body.siteId, body.siteName, region, body.timeZone, body.epoch, body.logKey, hub.now],
      )
      await transaction.query(
        `INSERT INTO journal_heads (site_id, epoch, size, frontier, root, updated_at)
         VALUES ($1, $2, 0, $3, $4, $5) ON CONFLICT DO NOTHING`,
        [body.siteId, body.epoch, encodeFrontier(emptyFrontier), frontierRoot(emptyFrontier), hub.now],
      )
      await transaction.query(
        'UPDATE enrolment_codes SET used_by = $2, used_log_key = $3, used_at = $4 WHERE code_hash = $1',
        [hashCode(body.code), body.siteId, body.logKey, hub.now],
      )
    }
    const request = { ...body, region, now: hub.now }
    return [
      await giveDeviceCertificate(transaction, identity, request),
      await giveDeviceCertificate(transaction, identity, { ...request, spare: true }),
    ]
  })
  return {
    siteId: body.siteId,
    hubName: hub.name,
    witnessKey: identity.witnessKey,
    rootPublicKey: Buffer.from(identity.rootPublicKey).toString('base64'),
    trustBundle: Buffer.from(await currentTrustBundle(database, identity, hub.now)).toString('base64'),
    deviceCertificates: certificates,
  }
}

/** `krw-01` is a site of `krw`: the region groups local cards into status lists. */
export function regionOf(siteId: string): string {
  const cut = siteId.lastIndexOf('-')
  const region = (cut > 0 ? siteId.slice(0, cut) : siteId).slice(0, 16)
  return region === 'national' ? 'region-national' : region
}

function checkLogKey(body: EnrolmentBody): void {
  try {
    const verifier = parseVkey(body.logKey)
    if (verifier.algorithm === 'log' && verifier.name === logOrigin(body.siteId, body.epoch)) return
  } catch {
    // the same answer for every kind of wrong key
  }
  throw new HttpRefusal(
    400,
    'bad-log-key',
    {
      id: 'Kunci log tidak cocok dengan lokasi dan epoch ini. Buat ulang kunci di lokasi.',
      en: `The log key must be an Ed25519 note key named ${logOrigin(body.siteId, body.epoch)}.`,
    },
    { field: 'logKey' },
  )
}

const codeRefusal = (error: string, id: string, en: string) =>
  new HttpRefusal(403, error, { id, en }, { field: 'code' })

const unknownCode = () =>
  codeRefusal(
    'unknown-enrolment-code',
    'Kode pendaftaran tidak dikenal. Periksa huruf demi huruf, atau minta kode baru.',
    'This enrolment code is not known. Check it letter by letter, or ask for a new one.',
  )

const usedCode = () =>
  codeRefusal(
    'enrolment-code-used',
    'Kode pendaftaran sudah dipakai. Minta kode baru kepada operator.',
    'This enrolment code was used already. Ask the operator for a new one.',
  )

const lateCode = () =>
  codeRefusal(
    'enrolment-code-expired',
    'Kode pendaftaran sudah kedaluwarsa. Minta kode baru kepada operator.',
    'This enrolment code has expired. Ask the operator for a new one.',
  )

/** With the epoch the hub has: a site restored from an old backup begins its log above it, by itself. */
const takenSite = (epoch: number) =>
  new HttpRefusal(
    409,
    'site-id-taken',
    {
      id: 'Nama lokasi ini sudah terdaftar. Pilih nama lain, atau mulai epoch baru.',
      en: 'A site of this id is enrolled already. Choose another id, or begin a new epoch.',
    },
    { field: 'siteId', body: { details: { epoch } } },
  )
