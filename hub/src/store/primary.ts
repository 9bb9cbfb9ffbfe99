import pg from 'pg'

/**
 * Finds the PostgreSQL that may be written to, among the hosts of a `DATABASE_URL`:
 *
 *     postgres://sentra:…@db1:5432,db2:5432/sentra
 *
 * Each new connection asks whether it met a standby; then the next host is asked. When the primary is lost and a
 * standby promoted, connections break, requests are answered "later", and new connections find the new primary: no
 * restart, no switch to throw.
 */
export function primaryClient(connectionString: string): typeof pg.Client {
  const addresses = splitHosts(connectionString)
  let current = 0
  class PrimaryClient extends pg.Client {
    readonly #asked: number

    constructor(config?: pg.ClientConfig) {
      const asked = current
      super({ ...config, connectionString: addresses[asked]! })
      this.#asked = asked
      // A connection that breaks between two statements of a transaction: the next statement reports it.
      this.on('error', () => {})
    }

    // The pool calls back, people await: both are the library's.
    override connect = ((callback?: (error?: Error) => void) => {
      const open: () => Promise<unknown> = pg.Client.prototype.connect.bind(this)
      const connected = open().then(
        () => this.#mustBePrimary(),
        (error: Error) => {
          this.#askNext()
          throw error
        },
      )
      if (!callback) return connected
      connected.then(() => callback(), callback)
    }) as never

    async #mustBePrimary(): Promise<void> {
      if (addresses.length === 1) return
      const { rows } = await super.query<{ standby: boolean }>('SELECT pg_is_in_recovery() AS standby')
      if (!rows[0]!.standby) return
      this.#askNext()
      await super.end()
      throw Object.assign(new Error('this PostgreSQL is a standby'), { code: '25006' })
    }

    #askNext(): void {
      if (current === this.#asked) current = (current + 1) % addresses.length
    }
  }
  return PrimaryClient as unknown as typeof pg.Client
}

/** How many hosts there are to ask, before "not now" is the answer. */
export function hostCount(connectionString: string): number {
  return splitHosts(connectionString).length
}

/** The same address once for each host. */
function splitHosts(connectionString: string): string[] {
  const parts = /^(postgres(?:ql)?:\/\/(?:[^@/]*@)?)([^/?]+)(.*)$/.exec(connectionString)
  if (!parts) throw new Error('DATABASE_URL must be postgres://user:password@host:port[,host:port…]/database')
  const [, before, list, after] = parts
  // Known from other programs; here every list means it.
  const rest = after!.replace(/([?&])target_session_attrs=[^&]*&?/, '$1')
  return list!.split(',').map((host) => `${before}${host}${rest}`)
}
