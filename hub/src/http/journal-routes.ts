import {
  BatchReceipt,
  CardExchangeAnswer,
  CardExchangeRequest,
  CertificateRequest,
  DeviceCertificateFile,
  EnrolmentAnswer,
  EnrolmentBody,
  FeedPage,
  JournalHead,
} from '@sentra/contract'
import { isRefusal } from '@sentra/domain'
import { backlogAfterHeader, checkpointHeader, laneHeader, openCheckpoint } from '@sentra/journal'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { acceptEvents } from '../accept/accept-events.ts'
import type { Lane } from '../accept/admission.ts'
import {
  authenticateSite,
  type KnownSite,
  proveSender,
  type SignedRequest,
  type SiteDirectory,
} from '../accept/authenticate-site.ts'
import { quarantined } from '../accept/batch-refusals.ts'
import { enrolSite } from '../accept/enrol-site.ts'
import { feedPageMax, readFeed, readHead } from '../accept/feed.ts'
import { readFormerEvents } from '../accept/former-events.ts'
import { readBatch } from '../accept/read-batch.ts'
import { siteVerifierOf } from '../accept/site-verifier.ts'
import { keepTally } from '../accept/tally.ts'
import { exchangeRefusal } from '../exchange/exchange-routes.ts'
import { grantExchange } from '../exchange/grant-exchange.ts'
import { giveDeviceCertificate } from '../issue/device-certificates.ts'
import { type Arrival, openArrivingBodies } from './arriving-bodies.ts'
import { fromSchemaError, invalidInput } from './invalid-input.ts'
import type { HubParts } from './parts.ts'
import { comeBackLater, enoughOfYours } from './refusal.ts'
import { packedMax, unpackBody } from './unpack-body.ts'

const SiteParams = Type.Object({ site: Type.String() })
const siteSecurity =
  'authorization: SentraSite site=…, created=…, signature=… (Ed25519 by the key of the log)'

/**
 * What sites talk to. Bodies are taken as the bytes that came, because the site's signature is over
 * them; each handler unpacks and reads them after the signature held.
 */
export function journalRoutes(parts: HubParts) {
  const { database, identity, clock } = parts
  const bodies = openArrivingBodies(parts.admission)
  const arrivals = new WeakMap<FastifyRequest, Arrival>()
  const noPlace = ({ ownShare, retryAfterSeconds }: { ownShare?: boolean; retryAfterSeconds: number }) => {
    parts.turns?.refused()
    return ownShare ? enoughOfYours(retryAfterSeconds) : comeBackLater(retryAfterSeconds)
  }
  return async (server: FastifyInstance) => {
    server.post<{ Body: Static<typeof EnrolmentBody> }>(
      '/v1/enrolments',
      {
        // A code has 80 bits and works once; this only bounds the noise of one address.
        config: { rateLimit: { max: 120, timeWindow: '1 minute' } },
        schema: {
          summary: 'A site introduces itself, once',
          body: EnrolmentBody,
          response: { 200: EnrolmentAnswer },
        },
      },
      (request) => enrolSite(database, identity, request.body, { name: parts.hubName, now: clock.now() }),
    )

    await server.register(async (signed) => {
      signed.removeAllContentTypeParsers()
      signed.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body))
      const bytesOf = (request: FastifyRequest) =>
        request.body instanceof Buffer ? request.body : Buffer.alloc(0)
      const requestOf = (request: FastifyRequest): SignedRequest => ({
        method: request.method,
        path: request.url,
        authorization: request.headers.authorization,
        body: bytesOf(request),
        siteId: (request.params as { site: string }).site,
      })
      const siteOf = (request: FastifyRequest): Promise<KnownSite> =>
        authenticateSite(database, requestOf(request), clock.now())
      /** The same for what changes nothing of a log: a thousand sites that return cost no commit each to be noted as heard. */
      const readerOf = async (request: FastifyRequest, { fresh = false } = {}): Promise<KnownSite> => {
        const { directory } = parts
        if (!directory) return siteOf(request)
        const signedBy = requestOf(request)
        const site = await directory.find(signedBy.siteId, fresh)
        try {
          proveSender(site, signedBy, clock.now())
        } catch (error) {
          // It may have a new key since it was looked up.
          if (!fresh) return readerOf(request, { fresh: true })
          throw error
        }
        directory.heard(site.siteId)
        return site
      }
      /**
       * Whose batch it is. Its checkpoint is signed by the key of the log over everything in it, so the signature of the
       * request is looked at only when the batch does not fit: what was overheard can be sent again, and changes nothing.
       */
      const senderOf = async (directory: SiteDirectory, signedBy: SignedRequest, header: unknown) => {
        for (const fresh of [false, true]) {
          const site = await directory.find(signedBy.siteId, fresh)
          const note = Buffer.from(typeof header === 'string' ? header : '', 'base64').toString('utf8')
          const checkpoint = openCheckpoint(note, siteVerifierOf(site.logKey))
          const prove = () => proveSender(site, signedBy, clock.now())
          if (!('fault' in checkpoint)) return { site, prove, opened: { checkpoint, logKey: site.logKey } }
          if (!fresh) continue
          prove()
          return { site, prove, opened: undefined }
        }
        throw new Error('unreachable: the second look answers')
      }
      const bodyOf = (request: FastifyRequest) =>
        unpackBody(bytesOf(request), request.headers['content-encoding'])

      signed.put<{ Params: { site: string } }>(
        '/v1/journals/:site/events',
        {
          // Headers for browsers; only a site's program comes here, as often as everything else together.
          helmet: false,
          bodyLimit: packedMax,
          schema: {
            summary: 'A batch of the journal, from seq `from`; answered with the receipt after the commit',
            description: siteSecurity,
            params: SiteParams,
            querystring: Type.Object({ epoch: Type.String(), from: Type.String() }),
            response: { 200: BatchReceipt },
          },
          // Before the body is read: a full hub costs a sender nothing.
          onRequest: async (request, reply) => {
            const { site } = request.params as { site: string }
            // Without its length a body may become as long as any.
            const announced = Number(request.headers['content-length'] ?? packedMax)
            const lane = laneOf(request)
            const packed = request.headers['content-encoding'] !== undefined
            const cut = () => request.raw.destroy()
            const arrival = bodies.enter(site, announced, { lane, packed }, cut)
            if ('retryAfterSeconds' in arrival) throw noPlace(arrival)
            arrivals.set(request, arrival)
            reply.raw.once('close', arrival.leave)
          },
          onResponse: async (_, reply) => parts.traffic?.answered(reply.elapsedTime),
          preHandler: async (request) => {
            const refused = arrivals.get(request)?.arrived()
            if (refused) throw noPlace(refused)
          },
        },
        async (request) => {
          const { acceptor, directory } = parts
          const query = request.query as { epoch: string; from: string }
          if (!acceptor || !directory) {
            const site = await siteOf(request)
            const batch = await readBatch(query, request.headers, () => bodyOf(request))
            const receipt = await acceptEvents(database, identity, site, batch, clock.now())
            parts.onAccepted()
            return receipt
          }
          const sender = await senderOf(directory, requestOf(request), request.headers[checkpointHeader])
          const batch = await readBatch(query, request.headers, () => bodyOf(request))
          const receipt = await acceptor.accept(sender.site, { ...batch, ...sender }, laneOf(request))
          parts.turns?.took(sender.site.siteId, batch.lines.length)
          directory.heard(sender.site.siteId)
          parts.onAccepted()
          return receipt
        },
      )

      signed.get(
        '/v1/journals/:site/events',
        {
          schema: {
            summary:
              "Events of one of the site's own logs, from seq `from`, for a site restored from a backup",
            description: siteSecurity,
            params: SiteParams,
            querystring: Type.Object({ epoch: Type.String(), from: Type.String() }),
            response: { 200: Type.Object({ lines: Type.Array(Type.String()) }) },
          },
        },
        async (request) => {
          const { epoch, from } = request.query as { epoch: string; from: string }
          const site = await siteOf(request)
          return readFormerEvents(database, site, wholeNumber('epoch', epoch), wholeNumber('from', from))
        },
      )

      signed.get(
        '/v1/journals/:site/head',
        {
          schema: {
            summary: "How far the hub's copy goes, with its last receipt",
            description: siteSecurity,
            params: SiteParams,
            response: { 200: JournalHead },
          },
        },
        // A site that began a new log a moment ago must not hear of the old one.
        async (request) => readHead(database, await readerOf(request, { fresh: true })),
      )

      signed.put(
        '/v1/journals/:site/tally',
        { schema: { summary: 'Doses given, on hand and waiting, before anything else', params: SiteParams } },
        async (request, reply) => {
          const site = await readerOf(request)
          const { backlog } = await keepTally(database, site, readJson(await bodyOf(request)), clock.now())
          const wait = backlog > 0 ? (parts.turns?.turnOf(site.siteId, backlog) ?? 0) : 0
          if (wait > 0) reply.header(backlogAfterHeader, String(Math.ceil(wait / 1000)))
          return reply.code(204).send()
        },
      )

      signed.get(
        '/v1/journals/:site/feed',
        {
          schema: {
            summary: 'What the hub has for this site, after a cursor',
            description: siteSecurity,
            params: SiteParams,
            querystring: Type.Object({
              after: Type.Optional(Type.String()),
              limit: Type.Optional(Type.String()),
            }),
            response: { 200: FeedPage },
          },
        },
        async (request) => {
          const { after = '0', limit = '100' } = request.query as { after?: string; limit?: string }
          const site = await readerOf(request)
          return readFeed(
            database,
            site,
            wholeNumber('after', after),
            Math.min(feedPageMax, Math.max(1, wholeNumber('limit', limit))),
          )
        },
      )

      signed.post(
        '/v1/journals/:site/exchanges',
        {
          schema: {
            summary: 'This site exchanges a local card that another site made; the first one wins',
            description: siteSecurity,
            params: SiteParams,
            response: { 200: CardExchangeAnswer },
          },
        },
        async (request) => {
          const site = await siteOf(request)
          if (site.state === 'quarantined') throw quarantined()
          const body = readJson(await bodyOf(request))
          if (!exchangeRequest.Check(body)) throw fromSchemaError(exchangeRequest.Errors(body)[0])
          const by = { way: 'elsewhere', site: site.siteId } as const
          const granted = await grantExchange({ database, identity, now: clock.now() }, body, by)
          if (isRefusal(granted)) throw exchangeRefusal(granted)
          return granted
        },
      )

      signed.post(
        '/v1/journals/:site/device-certificates',
        {
          schema: {
            summary: 'A new certificate for the device that signs local cards, with fresh status indices',
            description: siteSecurity,
            params: SiteParams,
            response: { 200: DeviceCertificateFile },
          },
        },
        async (request) => {
          const site = await siteOf(request)
          if (site.state === 'quarantined') throw quarantined()
          const body = readJson(await bodyOf(request))
          if (!certificateRequest.Check(body)) throw fromSchemaError(certificateRequest.Errors(body)[0])
          return database.transaction((transaction) =>
            giveDeviceCertificate(transaction, identity, { ...site, ...body, now: clock.now() }),
          )
        },
      )
    })
  }
}

const certificateRequest = Compile(CertificateRequest)
const exchangeRequest = Compile(CardExchangeRequest)

/** Without a word it is taken for what waits best. */
function laneOf(request: FastifyRequest): Lane {
  const lane = request.headers[laneHeader]
  return lane === 'live' || lane === 'tally' ? lane : 'backlog'
}

function readJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    throw invalidInput('body', 'not-json')
  }
}

function wholeNumber(field: string, text: string): number {
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
  if (Number.isNaN(value)) throw invalidInput(field, 'not-a-whole-number')
  return value
}
