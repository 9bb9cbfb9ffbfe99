import { AsyncLocalStorage } from 'node:async_hooks'
import type { HubIdentity, HubParts } from '@sentra/hub/parts'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse as Response } from 'fastify'
import { pino } from 'pino'

/** What one life of the hub's process holds; the next life has its own. */
export type HubLife = Pick<HubParts, 'database' | 'identity' | 'clock' | 'admission' | 'onAccepted'>

const lives = new AsyncLocalStorage<HubLife>()
const life = (): HubLife => {
  const now = lives.getStore()
  if (now === undefined) throw new Error('a request reached a hub that does not run')
  return now
}

/** The hub's real HTTP side, built once; each request is answered by the life of the hub that took it. */
export class HubServer {
  readonly #server: FastifyInstance

  constructor(server: FastifyInstance) {
    this.#server = server
  }

  static async build(
    buildServer: (parts: HubParts, log: never) => Promise<FastifyInstance>,
    publicDir: string,
  ): Promise<HubServer> {
    const parts: Partial<HubParts> = {
      database: {
        query: (sql, values) => life().database.query(sql, values),
        transaction: (work) => life().database.transaction(work),
        close: async () => {},
      },
      identity: new Proxy({} as HubIdentity, {
        get: (_, name) => Reflect.get(life().identity, name),
      }),
      clock: { now: () => life().clock.now() },
      admission: {
        enter: (site, bytes) => life().admission.enter(site, bytes),
        inFlight: () => life().admission.inFlight(),
      },
      hubName: 'Simulasi',
      timeZone: 'Asia/Jakarta',
      publicDir,
      isReady: () =>
        life()
          .database.query('SELECT 1')
          .then(
            () => true,
            () => false,
          ),
      onAccepted: () => life().onAccepted(),
    }
    const server = await buildServer(parts as HubParts, pino({ level: 'silent' }) as never)
    await server.ready()
    return new HubServer(server)
  }

  inject(during: HubLife, request: InjectOptions): Promise<Response> {
    return lives.run(during, async () => await this.#server.inject(request))
  }
}
