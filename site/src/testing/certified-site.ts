import { generateKeyPem, issueDeviceCertificate, signerFromPem } from '@sentra/card/issue'
import { storeCertificate } from '../link/card-issuing.ts'
import { deviceIdOf } from '../link/own-device.ts'
import type { SiteUnderTest } from './site-under-test.ts'

/**
 * Gives a site a certificate for its cards without a hub: what enrolment would have brought. Everything else
 * a card needs is as real as at a desk.
 */
export async function certify(
  site: SiteUnderTest,
  blockStart = 2048,
): Promise<{ siteCa: ReturnType<typeof signerFromPem> }> {
  const siteCa = signerFromPem(generateKeyPem())
  const { db, cardSigner, cardIssuing, siteId, siteName } = site.running.site
  const { bytes, contents } = issueDeviceCertificate(
    {
      deviceId: deviceIdOf(db, siteId),
      siteId,
      siteName,
      publicKey: cardSigner.publicKey,
      statusList: 'id-krw-2021-08',
      blockStart,
      blockCount: 2048,
      validFrom: new Date(site.now.getTime() - 3_600_000),
    },
    siteCa,
  )
  const file = {
    certificateId: contents.certificateId,
    certificate: Buffer.from(bytes).toString('base64'),
    statusList: contents.statusList,
    firstIndex: contents.blockStart,
    indexCount: contents.blockCount,
    notBefore: contents.validFrom,
    useUntil: contents.keyUseUntil,
    expiresAt: contents.expiresAt,
  }
  storeCertificate(db, file, site.now)
  await cardIssuing.load()
  return { siteCa }
}
