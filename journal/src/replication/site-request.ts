import { hash, type KeyObject, sign, verify } from 'node:crypto'

/**
 * How a site shows who it is on each request: a signature by its log's key over what it asks and what it sends.
 *
 *     authorization: SentraSite site=krw-01, created=1628132645, signature=<base64url>
 *     signed text:   PUT\n/v1/journals/krw-01/events?epoch=1&from=1\n1628132645\n<SHA-256 of the body, hex>
 *
 * The body is hashed as sent, so the hub checks before it unpacks. A request can be repeated within the allowed
 * skew by somebody who overheard it; every such request is one that changes nothing the second time.
 */
export interface SiteRequest {
  readonly method: string
  /** With its query, as sent. */
  readonly path: string
  /** As sent: after compression. */
  readonly body: Uint8Array
}

export type SiteRequestFault = 'malformed-authorization' | 'bad-signature' | 'clock-skew'

/** How far a site's clock may be off before it is told the time. */
export const clockSkewSecondsMax = 300

/** The value of the `authorization` header. `created` is in Unix seconds, by the hub's clock as the site knows it. */
export function signSiteRequest(
  request: SiteRequest & { site: string; created: number; logKey: KeyObject },
): string {
  const signature = sign(null, signedText(request, request.created), request.logKey).toString('base64url')
  return `SentraSite site=${request.site}, created=${request.created}, signature=${signature}`
}

/** Null when the request is the site's own and fresh, else what is wrong with it. */
export function verifySiteRequest(
  request: SiteRequest & {
    readonly authorization: string | undefined
    readonly site: string
    readonly publicKey: KeyObject
    readonly now: Date
  },
): SiteRequestFault | null {
  const parts = parseSiteAuthorization(request.authorization)
  if (parts === undefined || parts.site !== request.site) return 'malformed-authorization'
  if (!verify(null, signedText(request, parts.created), request.publicKey, parts.signature))
    return 'bad-signature'
  const off = Math.abs(request.now.getTime() / 1000 - parts.created)
  return off > clockSkewSecondsMax ? 'clock-skew' : null
}

/** Who the request says it is from, before anything is proved. */
export function parseSiteAuthorization(
  header: string | undefined,
): { site: string; created: number; signature: Uint8Array } | undefined {
  const parts = /^SentraSite site=([a-z0-9-]{1,64}), created=(\d{1,12}), signature=([A-Za-z0-9_-]{86})$/.exec(
    header ?? '',
  )
  if (parts === null) return undefined
  return { site: parts[1]!, created: Number(parts[2]), signature: Buffer.from(parts[3]!, 'base64url') }
}

function signedText({ method, path, body }: SiteRequest, created: number): Buffer {
  return Buffer.from(`${method.toUpperCase()}\n${path}\n${created}\n${hash('sha256', body, 'hex')}`, 'utf8')
}
