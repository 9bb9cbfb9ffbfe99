import { decompressPoint } from '@sentra/card'
import { issueDeviceCertificate } from '@sentra/card/issue'
import type { DeviceCertificateFile } from '@sentra/contract'
import { HttpRefusal } from '../http/refusal.ts'
import type { Transaction } from '../store/database.ts'
import type { HubIdentity } from './hub-identity.ts'
import { takeStatusIndices } from './status-indices.ts'

/** Cards one certificate can number: two weeks of the busiest hall seen, without asking again. */
export const blockCount = 2048

/**
 * A spare lasts twice as long as the certificate it stands behind, for a hub that is away for weeks. It is
 * also what a thief would have: the bulletin denies both, because they are of one key.
 */
const spareDays = 28

/** One hour for site clocks that are behind the hub's. */
const leewayMilliseconds = 60 * 60 * 1000

/**
 * Vouches for one device of a site: 14 days by the hub's clock and a block of status indices that
 * nobody else ever gets. Runs in the caller's transaction, so a certificate and its block are one fact.
 */
export async function giveDeviceCertificate(
  transaction: Transaction,
  identity: HubIdentity,
  request: {
    siteId: string
    siteName: string
    region: string
    deviceId: string
    devicePublicKey: string
    now: Date
    spare?: boolean | undefined
  },
): Promise<DeviceCertificateFile> {
  const publicKey = decompressPoint(Buffer.from(request.devicePublicKey, 'base64'))
  if (!publicKey) throw badDeviceKey()
  const { statusList, firstIndex } = await takeStatusIndices(transaction, {
    kind: 'local',
    region: request.region,
    count: blockCount,
    now: request.now,
  })
  const { bytes, contents } = await issueDeviceCertificate(
    {
      deviceId: request.deviceId,
      siteId: request.siteId,
      siteName: request.siteName.slice(0, 60),
      publicKey,
      statusList,
      blockStart: firstIndex,
      blockCount,
      validFrom: new Date(request.now.getTime() - leewayMilliseconds),
      ...(request.spare ? { keyUseUntil: new Date(request.now.getTime() + spareDays * 86_400_000) } : {}),
    },
    identity.siteAuthority,
  )
  const [denied] = await transaction.query('SELECT 1 FROM denied_devices WHERE certificate_id = $1', [
    contents.certificateId,
  ])
  if (denied) throw deniedDevice()
  const certificate = Buffer.from(bytes).toString('base64')
  await transaction.query(
    `INSERT INTO device_certificates
       (site_id, status_list, block_start, block_count, certificate_id, device_id, certificate,
        valid_from, use_until, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      request.siteId,
      statusList,
      firstIndex,
      blockCount,
      contents.certificateId,
      request.deviceId,
      certificate,
      contents.validFrom,
      contents.keyUseUntil,
      contents.expiresAt,
    ],
  )
  return {
    certificateId: contents.certificateId,
    certificate,
    statusList,
    firstIndex,
    indexCount: blockCount,
    notBefore: contents.validFrom,
    useUntil: contents.keyUseUntil,
    expiresAt: contents.expiresAt,
  }
}

/** Whether this index lies in a block that was given to this site: a site can change no other site's cards. */
export async function ownsStatusIndex(
  transaction: Transaction,
  siteId: string,
  statusList: string,
  statusIndex: number,
): Promise<boolean> {
  const [block] = await transaction.query(
    `SELECT 1 FROM device_certificates
     WHERE site_id = $1 AND status_list = $2 AND block_start <= $3 AND $3 < block_start + block_count`,
    [siteId, statusList, statusIndex],
  )
  return block !== undefined
}

const deniedDevice = () =>
  new HttpRefusal(
    403,
    'device-denied',
    {
      id: 'Perangkat ini dilaporkan hilang. Daftarkan perangkat dengan kunci baru.',
      en: 'This device was reported stolen. Enrol a device with new keys.',
    },
    { field: 'devicePublicKey' },
  )

const badDeviceKey = () =>
  new HttpRefusal(
    400,
    'bad-device-key',
    {
      id: 'Kunci perangkat bukan titik P-256. Buat ulang kunci perangkat ini.',
      en: 'The device key is not a P-256 point. Make a new key on this device.',
    },
    { field: 'devicePublicKey' },
  )
