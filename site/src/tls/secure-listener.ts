import { createSecureServer, type Http2SecureServer, type ServerHttp2Session } from 'node:http2'
import type { AddressInfo, Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import type { Clock } from '../clock/clock.ts'
import { issueLeaf, type Leaf, needsNewLeaf } from './issue-leaf.ts'
import { localAddresses } from './local-addresses.ts'
import { openSiteAuthority, type SiteAuthority } from './site-authority.ts'

export interface SecureListenerOptions {
  /** Where the root lies: the folder of the site's keys. */
  readonly directory: string
  readonly siteId: string
  readonly host: string
  /** 0: the system chooses. */
  readonly port: number
  /** The real time, also in a rehearsal: a browser judges certificates by its own clock. */
  readonly clock: Clock
  readonly log: Logger
  readonly addresses?: () => string[]
}

/**
 * The site's pages over https, beside plain http and out of the same routes.
 *
 * HTTP/2, because a browser opens at most six HTTP/1.1 connections to one place and every open desk holds one
 * for live updates: the seventh would wait forever. Never a reason for the site not to open: when it cannot
 * listen, it says so with the remedy, and the desks work over http.
 */
export class SecureListener {
  readonly authority: SiteAuthority
  private readonly options: SecureListenerOptions
  private leaf: Leaf
  private server: Http2SecureServer | null = null
  private timer: NodeJS.Timeout | undefined
  private readonly sessions = new Set<ServerHttp2Session>()
  private readonly sockets = new Set<Socket>()

  private constructor(options: SecureListenerOptions, authority: SiteAuthority, leaf: Leaf) {
    this.options = options
    this.authority = authority
    this.leaf = leaf
  }

  /** Null, with a warning, on a laptop that believes in a time before this program existed. */
  static async open(options: SecureListenerOptions): Promise<SecureListener | null> {
    const now = options.clock.now()
    if (now.toISOString() < programExistsSince) {
      options.log.warn(
        { now: now.toISOString() },
        'No https: the clock of this laptop is wrong, and a certificate with a wrong date is trusted by nobody. Set the clock and start again; the desks work over http meanwhile',
      )
      return null
    }
    const authority = await openSiteAuthority(options.directory, options.siteId, now)
    const leaf = await issueLeaf(authority, (options.addresses ?? localAddresses)(), now)
    return new SecureListener(options, authority, leaf)
  }

  /** The port it listens on; null when it could not. */
  get port(): number | null {
    return this.server?.listening ? (this.server.address() as AddressInfo).port : null
  }

  /** The laptop's addresses that the certificate names. */
  get addresses(): readonly string[] {
    return this.leaf.addresses
  }

  async start(pages: FastifyInstance): Promise<void> {
    const { host, port, log } = this.options
    const server = createSecureServer({
      allowHTTP1: true,
      minVersion: 'TLSv1.2',
      handshakeTimeout: handshakeWithinMs,
      settings: { maxConcurrentStreams: streamsMax },
      ...this.credentials(),
    })
    // A phone that left without a word; an open desk hears a heartbeat more often than that.
    server.setTimeout(silentMs)
    server.maxConnections = connectionsMax
    server.on('request', (request, response) => pages.routing(request as never, response as never))
    server.on('session', (session) => remember(this.sessions, session))
    server.on('secureConnection', (socket) => remember(this.sockets, socket))
    const problem = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
      server.once('error', resolve)
      server.listen({ host, port }, () => resolve(null))
    })
    if (problem) {
      log.warn({ error: problem.code }, `No https: port ${port} ${remedyOf(problem.code)}`)
      return
    }
    server.removeAllListeners('error')
    server.on('error', (error: NodeJS.ErrnoException) => log.error({ error: error.code }, 'https listener'))
    this.server = server
    this.timer = setInterval(() => {
      this.refresh().catch((error: Error) => log.error({ error: error.message }, 'no new certificate'))
    }, checkEveryMs).unref()
  }

  /** Shows a new certificate when one is due; connections that are open stay open. True when it did. */
  async refresh(): Promise<boolean> {
    const now = this.options.clock.now()
    const addresses = (this.options.addresses ?? localAddresses)()
    if (!needsNewLeaf(this.authority, this.leaf, addresses, now)) return false
    this.leaf = await issueLeaf(this.authority, addresses, now)
    this.server?.setSecureContext(this.credentials())
    this.options.log.info({ addresses }, 'new https certificate for the addresses of now')
    return true
  }

  /** Lets requests that are being answered finish, for a moment, and closes. */
  async stop(): Promise<void> {
    clearInterval(this.timer)
    const server = this.server
    if (!server) return
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    for (const session of this.sessions) session.close()
    const impatient = setTimeout(() => {
      for (const socket of this.sockets) socket.destroy()
    }, finishWithinMs)
    await closed
    clearTimeout(impatient)
    this.server = null
  }

  private credentials() {
    return { cert: this.leaf.certificatePem, key: this.leaf.keyPem }
  }
}

function remember<T extends { once(event: 'close', listener: () => void): unknown }>(set: Set<T>, member: T) {
  set.add(member)
  member.once('close', () => set.delete(member))
}

function remedyOf(code: string | undefined): string {
  if (code === 'EADDRINUSE')
    return 'is taken by another program. Set SENTRA_SITE_TLS_PORT to a free one; the desks work over http meanwhile'
  if (code === 'EACCES')
    return 'is for administrators only. Set SENTRA_SITE_TLS_PORT to one above 1023; the desks work over http meanwhile'
  return 'cannot be used. Set SENTRA_SITE_TLS_PORT to another; the desks work over http meanwhile'
}

const programExistsSince = '2026-11-01'
/** A tablet that comes back after the laptop has changed networks waits no longer than this. */
const checkEveryMs = 60_000
const finishWithinMs = 1_000
const handshakeWithinMs = 20_000
const silentMs = 120_000
const connectionsMax = 2_000
/** Far above what one browser holds open here (a stream per tab and its requests). */
const streamsMax = 100
