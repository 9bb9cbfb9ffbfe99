import { type PGlite, protocol } from '@electric-sql/pglite'
import pg from 'pg'

/**
 * PostgreSQL's own protocol to the one in this process, as the hub's driver speaks it: the same text for each value,
 * the same reading of each type. A statement is prepared once and then costs one exchange.
 */
export class PostgresWire {
  readonly #postgres: PGlite
  readonly #prepared = new Map<string, string>()

  constructor(postgres: PGlite) {
    this.#postgres = postgres
  }

  /** Throws the error that the driver would, with its `code`. */
  query<Row extends object>(sql: string, values: readonly unknown[] = []): Row[] {
    const { serialize } = protocol
    if (values.length === 0) return this.#exchange<Row>(sql, [serialize.query(sql)])
    const known = this.#prepared.get(sql)
    const name = known ?? `s${this.#prepared.size}`
    this.#prepared.set(sql, name)
    try {
      return this.#exchange<Row>(sql, [
        ...(known === undefined ? [serialize.parse({ name, text: sql })] : []),
        serialize.bind({ statement: name, values: values.map((value) => prepareValue(value)) as never }),
        serialize.describe({ type: 'P', name: '' }),
        serialize.execute({}),
        serialize.sync(),
      ])
    } catch (error) {
      if (known === undefined) {
        this.#prepared.delete(sql)
        this.#prepared.set(`spent ${name}`, name)
      }
      throw error
    }
  }

  #exchange<Row extends object>(sql: string, messages: readonly Uint8Array[]): Row[] {
    const answer = this.#postgres.execProtocolRawSync(Buffer.concat(messages))
    let rows: Row[] = []
    let columns: { name: string; read: (text: string) => unknown }[] = []
    let failed: (Error & { query?: string }) | null = null
    new protocol.Parser().parse(answer, (message) => {
      if (message.name === 'error') failed ??= message as unknown as Error
      else if (message.name === 'rowDescription') {
        rows = []
        columns = (message as unknown as RowDescription).fields.map(({ name, dataTypeID }) => ({
          name,
          read: readerOf(dataTypeID),
        }))
      } else if (message.name === 'dataRow') {
        const { fields } = message as unknown as { fields: (string | null)[] }
        const row: Record<string, unknown> = {}
        for (let index = 0; index < columns.length; index += 1) {
          const text = fields[index]!
          row[columns[index]!.name] = text === null ? null : columns[index]!.read(text)
        }
        rows.push(row as Row)
      }
    })
    if (failed !== null) throw Object.assign(failed as Error, { query: sql.slice(0, 200) })
    return rows
  }
}

interface RowDescription {
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[]
}

/** What the driver makes of a value before it is sent. */
function prepareValue(value: unknown): unknown {
  if (value === null || value === undefined) return null
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return arrayText(value)
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function arrayText(values: readonly unknown[]): string {
  const items = values.map((value) => {
    if (value === null || value === undefined) return 'NULL'
    const text = String(Array.isArray(value) ? arrayText(value) : prepareValue(value))
    return Array.isArray(value) ? text : `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
  })
  return `{${items.join(',')}}`
}

/** As `hub/src/store/database.ts` asks its driver to read them. */
function readerOf(type: number): (text: string) => unknown {
  if (type === pg.types.builtins.DATE) return (text) => text
  if (type === pg.types.builtins.INT8) {
    return (text) => {
      const value = Number(text)
      if (!Number.isSafeInteger(value)) throw new Error('a bigint that is no count must be read as text')
      return value
    }
  }
  return pg.types.getTypeParser(type) as (text: string) => unknown
}
