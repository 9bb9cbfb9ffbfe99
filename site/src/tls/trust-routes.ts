import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Site } from '../site.ts'
import type { SecureListener } from './secure-listener.ts'
import { fingerprintOf } from './site-authority.ts'
import { trustPage } from './trust-page.ts'

/** `GET /trust-this-site`: how a tablet comes to trust this laptop, over plain http because it does not yet. */
export function registerTrustRoutes(server: FastifyInstance, site: Site): void {
  const { secure } = site
  if (!secure) return
  server.get('/trust-this-site', { schema: { hide: true } }, (request, reply) => {
    const address = addressFor(request.hostname, secure)
    const { port } = server.addresses()[0] as AddressInfo
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(
        trustPage({
          siteName: site.siteName,
          fingerprint: fingerprintOf(secure.authority.certificate),
          certificatePath,
          thisPage: `http://${address}:${port}/trust-this-site`,
          secureAddresses: secure.port
            ? [address, ...secure.addresses.filter((other) => other !== address)].map(
                (host) => `https://${host}:${secure.port}/`,
              )
            : [],
        }),
      )
  })
  server.get(certificatePath, { schema: { hide: true } }, (_request, reply) =>
    reply
      .type('application/x-x509-ca-cert')
      .header('cache-control', 'no-store')
      .send(secure.authority.certificate.raw),
  )
}

/** The address under which the tablet has reached us; on the laptop itself, the one it should use. */
function addressFor(asked: string, secure: SecureListener): string {
  return secure.addresses.includes(asked) ? asked : (secure.addresses[0] ?? 'localhost')
}

const certificatePath = '/trust-this-site/sentra-site-ca.crt'
