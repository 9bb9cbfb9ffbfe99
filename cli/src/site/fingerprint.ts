import { join, resolve } from 'node:path'
import { fingerprintOf, readAuthorityCertificate } from '../../../site/src/tls/site-authority.ts'
import { TellPerson } from '../tell-person.ts'

/**
 * The fingerprint of the root certificate that tablets are told to trust, also while the site runs.
 *
 * @throws TellPerson when the site has not served https yet.
 */
export function siteFingerprint(folder: string | undefined): string {
  const given = resolve(folder ?? process.env.SENTRA_DATA ?? './data')
  for (const place of [given, join(given, 'site')]) {
    const certificate = readAuthorityCertificate(join(place, 'keys'))
    if (certificate) return fingerprintOf(certificate)
  }
  throw new TellPerson({
    id: `Belum ada sertifikat sentra di ${given}. Beri folder yang benar, atau jalankan sentra sekali dengan https.`,
    en: `There is no site certificate in ${given}. Give the right folder, or start the site once with https.`,
  })
}
