import type BetterSqlite3 from 'better-sqlite3-multiple-ciphers'

export type Database = BetterSqlite3.Database
export type Statement = BetterSqlite3.Statement<unknown[], unknown>

const statements = new WeakMap<Database, Map<string, Statement>>()

/** A statement compiled once per connection. SQL stays where it is used; compiling it each time would not be cheap. */
export function prepared(db: Database, sql: string): Statement {
  let ofConnection = statements.get(db)
  if (!ofConnection) {
    ofConnection = new Map()
    statements.set(db, ofConnection)
  }
  let statement = ofConnection.get(sql)
  if (!statement) {
    statement = db.prepare(sql)
    ofConnection.set(sql, statement)
  }
  return statement
}

/** All rows, typed by the caller who wrote the columns. */
export function rows<Row>(db: Database, sql: string, ...parameters: unknown[]): Row[] {
  return prepared(db, sql).all(...parameters) as Row[]
}

/** The first row, or null. */
export function row<Row>(db: Database, sql: string, ...parameters: unknown[]): Row | null {
  return (prepared(db, sql).get(...parameters) as Row | undefined) ?? null
}

/** One number out of one row: counts and sums, 0 when there is nothing to add. */
export function count(db: Database, sql: string, ...parameters: unknown[]): number {
  const first = prepared(db, sql).get(...parameters) as Record<string, number | null> | undefined
  return first ? (Object.values(first)[0] ?? 0) : 0
}
