import { type SqliteEngine, sqliteVfsName } from './sqlite-on-disk.ts'

/**
 * SQLite in WebAssembly with the face of `better-sqlite3`, as far as a site uses it: statements by position, rows as
 * objects, transactions. Values come and go as they do there: numbers, strings, null and bytes.
 */
export class WasmDatabase {
  readonly name: string
  readonly #engine: SqliteEngine
  readonly #pointer: number
  readonly #statements = new Set<WasmStatement>()
  #open = true

  /** Throws WasmSqliteError with `SQLITE_CANTOPEN` when there is no such disk. */
  constructor(engine: SqliteEngine, file: string) {
    this.name = file
    this.#engine = engine
    const { exports } = engine
    const out = call(exports, 'malloc', 8)
    const name = cString(engine, file)
    const vfs = cString(engine, sqliteVfsName)
    // READWRITE | CREATE
    const code = call(exports, 'sqlite3_open_v2', name, out, 6, vfs)
    this.#pointer = new DataView(engine.heap().buffer).getInt32(out, true)
    for (const pointer of [out, name, vfs]) call(exports, 'free', pointer)
    this.check(code)
    call(exports, 'sqlite3_extended_result_codes', this.#pointer, 1)
    this.exec('PRAGMA locking_mode = EXCLUSIVE')
  }

  get open(): boolean {
    return this.#open
  }

  get inTransaction(): boolean {
    return call(this.#engine.exports, 'sqlite3_get_autocommit', this.#pointer) === 0
  }

  prepare(sql: string): WasmStatement {
    const statement = new WasmStatement(this, this.#engine, this.#pointer, sql)
    this.#statements.add(statement)
    return statement
  }

  exec(sql: string): this {
    const text = cString(this.#engine, sql)
    const code = call(this.#engine.exports, 'sqlite3_exec', this.#pointer, text, 0, 0, 0)
    call(this.#engine.exports, 'free', text)
    this.check(code)
    return this
  }

  pragma(source: string, { simple = false }: { simple?: boolean } = {}): unknown {
    const statement = new WasmStatement(this, this.#engine, this.#pointer, `PRAGMA ${source}`)
    try {
      const rows = statement.all() as Record<string, unknown>[]
      return simple ? Object.values(rows[0] ?? {})[0] : rows
    } finally {
      statement.finalize()
    }
  }

  transaction<A extends unknown[], R>(work: (...values: A) => R) {
    const inside =
      (begin: string) =>
      (...values: A): R => {
        const nested = this.inTransaction
        this.exec(nested ? 'SAVEPOINT _nested' : begin)
        try {
          const answer = work(...values)
          this.exec(nested ? 'RELEASE _nested' : 'COMMIT')
          return answer
        } catch (error) {
          if (this.inTransaction) this.exec(nested ? 'ROLLBACK TO _nested; RELEASE _nested' : 'ROLLBACK')
          throw error
        }
      }
    return Object.assign(inside('BEGIN'), {
      deferred: inside('BEGIN'),
      immediate: inside('BEGIN IMMEDIATE'),
      exclusive: inside('BEGIN EXCLUSIVE'),
    })
  }

  close(): this {
    if (!this.#open) return this
    this.#open = false
    for (const statement of this.#statements) statement.finalize()
    call(this.#engine.exports, 'sqlite3_close_v2', this.#pointer)
    return this
  }

  /** Throws what SQLite said, unless all is well. */
  check(code: number): void {
    if (code === 0) return
    const { exports } = this.#engine
    const message = textAt(this.#engine, call(exports, 'sqlite3_errmsg', this.#pointer))
    const extended = call(exports, 'sqlite3_extended_errcode', this.#pointer) || code
    throw new WasmSqliteError(message, this.#engine.capi.sqlite3_js_rc_str(extended) ?? `SQLITE_${extended}`)
  }
}

export class WasmSqliteError extends Error {
  override name = 'SqliteError'
  readonly code: string
  constructor(message: string, code: string) {
    super(message)
    this.code = code
  }
}

type Value = number | bigint | string | null | Uint8Array

export class WasmStatement {
  readonly #database: WasmDatabase
  readonly #engine: SqliteEngine
  readonly #exports: SqliteEngine['exports']
  readonly #connection: number
  #pointer: number
  #columns: string[] | null = null
  #plucks = false

  constructor(database: WasmDatabase, engine: SqliteEngine, connection: number, sql: string) {
    this.#database = database
    this.#engine = engine
    this.#exports = engine.exports
    this.#connection = connection
    const out = call(engine.exports, 'malloc', 8)
    const text = cString(engine, sql)
    const code = call(engine.exports, 'sqlite3_prepare_v2', connection, text, -1, out, 0)
    this.#pointer = new DataView(engine.heap().buffer).getInt32(out, true)
    call(engine.exports, 'free', text)
    call(engine.exports, 'free', out)
    database.check(code)
  }

  pluck(on = true): this {
    this.#plucks = on
    return this
  }

  run(...values: unknown[]): { changes: number; lastInsertRowid: number } {
    this.#bind(values)
    try {
      while (this.#step());
      return {
        changes: call(this.#exports, 'sqlite3_changes', this.#connection),
        lastInsertRowid: Number(callBig(this.#exports, 'sqlite3_last_insert_rowid', this.#connection)),
      }
    } finally {
      call(this.#exports, 'sqlite3_reset', this.#pointer)
    }
  }

  get(...values: unknown[]): unknown {
    this.#bind(values)
    try {
      return this.#step() ? this.#row() : undefined
    } finally {
      call(this.#exports, 'sqlite3_reset', this.#pointer)
    }
  }

  all(...values: unknown[]): unknown[] {
    return [...this.iterate(...values)]
  }

  *iterate(...values: unknown[]): Generator<unknown> {
    this.#bind(values)
    try {
      while (this.#step()) yield this.#row()
    } finally {
      call(this.#exports, 'sqlite3_reset', this.#pointer)
    }
  }

  finalize(): void {
    if (this.#pointer !== 0) call(this.#exports, 'sqlite3_finalize', this.#pointer)
    this.#pointer = 0
  }

  #step(): boolean {
    const code = call(this.#exports, 'sqlite3_step', this.#pointer)
    if (code === rowReady) return true
    if (code !== done) this.#database.check(code)
    return false
  }

  #bind(values: unknown[]): void {
    if (this.#pointer === 0) throw new TypeError('The database connection is not open')
    const expected = call(this.#exports, 'sqlite3_bind_parameter_count', this.#pointer)
    if (values.length !== expected)
      throw new RangeError(`${values.length} values for ${expected} places in a statement`)
    for (let index = 0; index < values.length; index += 1)
      this.#database.check(this.#bindOne(index + 1, values[index] as Value))
  }

  #bindOne(place: number, value: Value): number {
    const { exports } = this.#engine
    if (value === null) return call(exports, 'sqlite3_bind_null', this.#pointer, place)
    if (typeof value === 'number') return call(exports, 'sqlite3_bind_double', this.#pointer, place, value)
    if (typeof value === 'bigint')
      return (exports.sqlite3_bind_int64 as unknown as (...all: unknown[]) => number)(
        this.#pointer,
        place,
        value,
      )
    const isText = typeof value === 'string'
    if (!isText && !(value instanceof Uint8Array))
      throw new TypeError('SQLite takes numbers, text, bytes and null')
    const bytes = isText ? Buffer.from(value, 'utf8') : value
    const pointer = call(exports, 'malloc', bytes.length + 1)
    this.#engine.heap().set(bytes, pointer)
    const code = isText
      ? call(exports, 'sqlite3_bind_text', this.#pointer, place, pointer, bytes.length, transient)
      : call(exports, 'sqlite3_bind_blob', this.#pointer, place, pointer, bytes.length, transient)
    call(exports, 'free', pointer)
    return code
  }

  #row(): unknown {
    if (this.#plucks) return this.#value(0)
    this.#columns ??= Array.from(
      { length: call(this.#exports, 'sqlite3_column_count', this.#pointer) },
      (_, index) => textAt(this.#engine, call(this.#exports, 'sqlite3_column_name', this.#pointer, index)),
    )
    const row: Record<string, unknown> = {}
    for (let index = 0; index < this.#columns.length; index += 1)
      row[this.#columns[index]!] = this.#value(index)
    return row
  }

  #value(index: number): Value {
    const { exports } = this.#engine
    const type = call(exports, 'sqlite3_column_type', this.#pointer, index)
    if (type === 1 || type === 2) return call(exports, 'sqlite3_column_double', this.#pointer, index)
    if (type === 5) return null
    const pointer = call(
      exports,
      type === 3 ? 'sqlite3_column_text' : 'sqlite3_column_blob',
      this.#pointer,
      index,
    )
    const length = call(exports, 'sqlite3_column_bytes', this.#pointer, index)
    const bytes = Buffer.from(this.#engine.heap().subarray(pointer, pointer + length))
    return type === 3 ? bytes.toString('utf8') : bytes
  }
}

const rowReady = 100
const done = 101
/** SQLite makes its own copy. */
const transient = -1

function call(exports: SqliteEngine['exports'], name: string, ...values: number[]): number {
  return (exports[name] as unknown as (...all: number[]) => number)(...values)
}

function callBig(exports: SqliteEngine['exports'], name: string, value: number): bigint {
  return (exports[name] as unknown as (one: number) => bigint)(value)
}

function cString(engine: SqliteEngine, text: string): number {
  const bytes = Buffer.from(`${text}\0`, 'utf8')
  const pointer = call(engine.exports, 'malloc', bytes.length)
  engine.heap().set(bytes, pointer)
  return pointer
}

function textAt(engine: SqliteEngine, pointer: number): string {
  const heap = engine.heap()
  return Buffer.from(heap.subarray(pointer, heap.indexOf(0, pointer))).toString('utf8')
}
