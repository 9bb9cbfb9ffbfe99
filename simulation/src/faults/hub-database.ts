import { PGlite } from '@electric-sql/pglite'
import type { Database, Statement, Transaction } from '@sentra/hub/parts'
import { PostgresWire } from './postgres-wire.ts'

/** Where a statement may meet a fault: each throws what the hub then sees. */
export interface StatementFaults {
  /** Before a statement runs: the process is gone, or PostgreSQL does not answer. */
  before(): void
  /** After it ran: the process may have died in the meantime. */
  after(): void
}

/**
 * The hub's database in this process: PostgreSQL compiled to WebAssembly, behind the interface that the hub uses.
 *
 * There is one connection, so transactions come one after the other. What a hub loses by its own death is what any
 * PostgreSQL loses: everything that was not committed.
 */
export class HubDatabase {
  readonly #wire: PostgresWire
  #turn: Promise<unknown> = Promise.resolve()
  /** A deliberately broken build: commits are promised and made later. */
  #promisesCommits = false

  private constructor(postgres: PGlite) {
    this.#wire = new PostgresWire(postgres)
  }

  /** Takes some seconds; one serves many runs. */
  static async start(): Promise<HubDatabase> {
    const postgres = await PGlite.create()
    // A statement is planned once: the tables are small, and planning costs more than running.
    await postgres.exec('SET timezone = UTC; SET plan_cache_mode = force_generic_plan')
    return new HubDatabase(postgres)
  }

  /** The database as one hub process sees it. */
  connect(faults: StatementFaults): Database {
    const run = async <Row extends object>(
      sql: string | Statement,
      values: readonly unknown[] = [],
    ): Promise<Row[]> => {
      faults.before()
      // By its text each statement is prepared once here, whatever its name is.
      const rows = this.#wire.query<Row>(typeof sql === 'string' ? sql : sql.text, values)
      faults.after()
      return rows
    }
    return {
      query: (sql, values) => this.#alone(() => run(sql, values)),
      transaction: (work) => this.#alone(() => this.#transaction(run, work)),
      close: async () => {},
    }
  }

  async #transaction<Result>(
    run: Transaction['query'],
    work: (transaction: Transaction) => Promise<Result>,
  ): Promise<Result> {
    const [begin, commit, rollback] = this.#promisesCommits
      ? ['SAVEPOINT promised', 'RELEASE promised', 'ROLLBACK TO promised']
      : ['BEGIN', 'COMMIT', 'ROLLBACK']
    await run(begin)
    let committing = false
    try {
      const result = await work({
        query: run,
        savepoint: async (inner) => {
          await run('SAVEPOINT one_step')
          try {
            const answer = await inner()
            await run('RELEASE SAVEPOINT one_step')
            return answer
          } catch (error) {
            await run('ROLLBACK TO SAVEPOINT one_step')
            throw error
          }
        },
      })
      committing = true
      await run(commit)
      return result
    } catch (error) {
      // Killed behind the commit, nothing is left to undo: PostgreSQL warns, and that is all.
      try {
        this.#wire.query(rollback)
      } catch (failed) {
        if (!committing) throw failed
      }
      throw error
    }
  }

  /** From here on a commit is only a promise until `keepPromises`; a killed hub breaks those that are open. */
  async promiseCommits(): Promise<void> {
    await this.#alone(async () => {
      this.#promisesCommits = true
      this.#wire.query('BEGIN')
    })
  }

  async keepPromises(): Promise<void> {
    if (!this.#promisesCommits) return
    await this.#alone(async () => this.#wire.query('COMMIT; BEGIN'))
  }

  async breakPromises(): Promise<void> {
    if (!this.#promisesCommits) return
    await this.#alone(async () => this.#wire.query('ROLLBACK; BEGIN'))
  }

  /** For the judge: outside any hub. */
  rows<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.#alone(async () => this.#wire.query<Row>(sql, values))
  }

  /** Everything in it, for a backup. */
  copy(): Promise<Backup> {
    return this.#alone(async () => {
      const tables = new Map<string, string>()
      for (const table of this.#tables()) {
        const [row] = this.#wire.query<{ all: string | null }>(
          `SELECT json_agg(t)::text AS all FROM ${table} t`,
        )
        if (row?.all) tables.set(table, row.all)
      }
      return tables
    })
  }

  /** For the next run: nothing is in it, and commits are what they say. */
  async empty(): Promise<void> {
    await this.#alone(async () => {
      if (this.#promisesCommits) this.#wire.query('ROLLBACK')
      this.#promisesCommits = false
    })
    await this.replaceWith(new Map())
  }

  /** As a backup had it. */
  async replaceWith(backup: Backup): Promise<void> {
    await this.#alone(async () => {
      if (this.#promisesCommits) this.#wire.query('ROLLBACK')
      const tables = this.#tables()
      if (tables.length > 0) this.#wire.query(`TRUNCATE ${tables.join(', ')} RESTART IDENTITY`)
      for (const [table, rows] of backup) {
        this.#wire.query(
          `INSERT INTO ${table} OVERRIDING SYSTEM VALUE SELECT * FROM json_populate_recordset(NULL::${table}, $1::json)`,
          [rows],
        )
      }
      this.#countOn()
      if (this.#promisesCommits) this.#wire.query('BEGIN')
    })
  }

  #tables(): string[] {
    return this.#wire
      .query<{ name: string }>(
        `SELECT tablename AS name FROM pg_tables
         WHERE schemaname = 'public' AND tablename <> 'migrations' ORDER BY 1`,
      )
      .map(({ name }) => name)
  }

  /** Numbers that PostgreSQL gives go on behind the highest that is there. */
  #countOn(): void {
    const columns = this.#wire.query<{ table: string; column: string }>(
      `SELECT table_name AS table, column_name AS column FROM information_schema.columns
       WHERE table_schema = 'public' AND is_identity = 'YES'`,
    )
    for (const { table, column } of columns)
      this.#wire.query(
        `SELECT setval(pg_get_serial_sequence('${table}', '${column}'), max(${column})) FROM ${table}`,
      )
  }

  #alone<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work)
    this.#turn = mine.catch(() => undefined)
    return mine
  }
}

/** All tables, each as the JSON text of its rows. */
export type Backup = ReadonlyMap<string, string>
