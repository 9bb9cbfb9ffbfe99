import pg from 'pg'
import { hostCount, primaryClient } from './primary.ts'

/**
 * The hub's way to PostgreSQL: a pool for short transactions, and nothing that hides SQL.
 *
 * Every commit is durable before it is acknowledged (`synchronous_commit` is asked for by each
 * connection, whatever the server's default), because a receipt is a promise about the disk.
 */
export type Database = {
  /** One statement, one connection, its own transaction. */
  query: <Row extends object>(sql: string | Statement, values?: readonly unknown[]) => Promise<Row[]>
  /** Commits when `work` returns, rolls back when it throws; the connection goes back either way. */
  transaction<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result>
  /** Waits for running transactions, then closes every connection. */
  close(): Promise<void>
}

export type Transaction = {
  /** A property, not a method: so the compiler demands of a stand-in that it takes both kinds of statement. */
  query: <Row extends object>(sql: string | Statement, values?: readonly unknown[]) => Promise<Row[]>
  /** Runs `work` in a savepoint: when it throws, only its own writes are undone. */
  savepoint<Result>(work: () => Promise<Result>): Promise<Result>
}

/** A statement that comes again and again: each connection reads and plans it once. Its values may change, its text may not. */
export type Statement = { name: string; text: string }

export type CommittingDatabase = Database & {
  /** One statement that writes, as a transaction of its own: durable when it answers; a receipt may rest on it as on a `transaction`. */
  commit<Row extends object>(statement: Statement, values: readonly unknown[]): Promise<Row[]>
}

/** Connections of one hub process. Accept, project and console share them; PostgreSQL allows 60. */
const connectionsMax = 16

export function openDatabase(connectionString: string): CommittingDatabase {
  const hosts = hostCount(connectionString)
  const pool = new pg.Pool({
    Client: primaryClient(connectionString),
    max: connectionsMax,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    // Single rows by key, on disks without arms: by PostgreSQL's usual price of a page read here and there it reads whole
    // tables for a batch, and a registry of some hundred thousand doses becomes slower with each of them.
    options:
      '-c synchronous_commit=on -c timezone=UTC -c lock_timeout=8000 -c statement_timeout=60000 -c jit=off -c random_page_cost=1.1 -c tcp_user_timeout=20000',
    types: { getTypeParser },
  } as pg.PoolConfig)
  // A connection that breaks while idle is replaced at its next use; the query that needs it reports.
  pool.on('error', () => {})
  const run = async <Row extends object>(
    client: pg.PoolClient,
    sql: string | Statement,
    values: readonly unknown[] = [],
  ) =>
    (await client.query({ ...(typeof sql === 'string' ? { text: sql } : sql), values: [...values] }))
      .rows as Row[]
  /** Asks every host once: a standby, or one that is gone, is no answer while there is another. */
  const connect = async (): Promise<pg.PoolClient> => {
    for (let asked = 1; ; asked += 1) {
      try {
        return await pool.connect()
      } catch (error) {
        if (asked >= hosts) throw error
      }
    }
  }
  return {
    query: async (sql, values) => {
      const client = await connect()
      try {
        const rows = await run(client, sql, values)
        client.release()
        return rows as never
      } catch (error) {
        client.release(mayBeBroken(error))
        throw error
      }
    },
    transaction: async (work) => {
      const client = await connect()
      let broken: Error | undefined
      try {
        await client.query('BEGIN')
        const result = await work({
          query: (sql, values) => run(client, sql, values),
          savepoint: async (inner) => {
            await client.query('SAVEPOINT one_step')
            try {
              const answer = await inner()
              await client.query('RELEASE SAVEPOINT one_step')
              return answer
            } catch (error) {
              await client.query('ROLLBACK TO SAVEPOINT one_step')
              throw error
            }
          },
        })
        await confirmed(client, () => client.query('COMMIT'))
        return result
      } catch (error) {
        await client.query('ROLLBACK').catch((failed: Error) => {
          broken = failed
        })
        broken ??= lostItsPrimary(error) || hasStalePlan(error) ? (error as Error) : undefined
        throw error
      } finally {
        client.release(broken)
      }
    },
    commit: async (statement, values) => {
      const client = await connect()
      try {
        const { rows } = await confirmed(client, () =>
          client.query({ ...statement, values: values as unknown[] }),
        )
        client.release()
        return rows as never
      } catch (error) {
        client.release(mayBeBroken(error))
        throw error
      }
    },
    close: () => pool.end(),
  }
}

/**
 * A commit that a standby was to confirm and did not (PostgreSQL gave up waiting) is committed here with a warning
 * alone. A receipt may not rest on it: it counts as failed, and the sender asks again.
 */
async function confirmed<Result>(client: pg.PoolClient, commit: () => Promise<Result>): Promise<Result> {
  let warned = false
  const notice = () => {
    warned = true
  }
  client.on('notice', notice)
  const result = await commit().finally(() => client.off('notice', notice))
  if (warned) throw Object.assign(new Error('the standby has not confirmed this commit'), { code: '57014' })
  return result
}

/** An error of a statement leaves the connection whole; anything else, and a plan that a migration made useless, may not. */
function mayBeBroken(error: unknown): Error | undefined {
  const { severity } = error as { severity?: string }
  return severity === 'ERROR' && !lostItsPrimary(error) && !hasStalePlan(error) ? undefined : (error as Error)
}

/** It may be read and not written to, or it is going: the next connection looks for the primary anew. */
function lostItsPrimary(error: unknown): boolean {
  return /^(25006|57P)/.test(String((error as { code?: unknown }).code ?? ''))
}

/** A statement prepared before a migration of another hub: a new connection prepares it anew. */
function hasStalePlan(error: unknown): boolean {
  return /^(0A000|26000)/.test(String((error as { code?: unknown }).code ?? ''))
}

/** `bigint` as number where it is a count or a place in a log; calendar days as their text; the rest as pg does. */
const getTypeParser = ((oid: number, format?: 'text' | 'binary') => {
  if (oid === pg.types.builtins.INT8 && format !== 'binary') return parseCount
  if (oid === pg.types.builtins.DATE && format !== 'binary') return (text: string) => text
  return pg.types.getTypeParser(oid, format)
}) as typeof pg.types.getTypeParser

/** Patient keys use all 64 bits: they are read with `::text` and never reach this. */
function parseCount(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new Error('a bigint that is no count must be read as text')
  return value
}
