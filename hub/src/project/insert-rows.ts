import type { Transaction } from '../store/database.ts'

/** For each column of the table the property of the row and the type. */
export type Columns<Row> = Readonly<Record<string, readonly [property: keyof Row & string, type: string]>>

/**
 * A statement that inserts any number of rows: one array for each column. PostgreSQL reads these in a third of the time
 * it takes for the same rows as jsonb, and the planner sees how many there are.
 */
export type Insertion<Row> = { sql: string; properties: readonly (keyof Row & string)[] }

export function insertInto<Row extends object>(
  table: string,
  columns: Columns<Row>,
  onConflict = '',
): Insertion<Row> {
  const entries = Object.entries(columns)
  const arrays = entries.map(([, [, type]], index) => `$${index + 1}::${type}[]`)
  return {
    sql: `INSERT INTO ${table} (${entries.map(([column]) => column).join(', ')})
      SELECT * FROM unnest(${arrays.join(', ')}) ${onConflict}`,
    properties: entries.map(([, [property]]) => property),
  }
}

export async function insertRows<Row extends object>(
  transaction: Transaction,
  { sql, properties }: Insertion<Row>,
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return
  await transaction.query(
    sql,
    properties.map((property) => arrayOf(rows.map((row) => row[property]))),
  )
}

/** An array as PostgreSQL reads it. Texts are quoted whole; an object is its JSON; a moment is in UTC. */
export function arrayOf(values: readonly unknown[]): string {
  let text = ''
  for (const value of values) text += `${text === '' ? '{' : ','}${elementOf(value)}`
  return text === '' ? '{}' : `${text}}`
}

function elementOf(value: unknown): string {
  if (value === null || value === undefined) return 'NULL'
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return quoted(value)
  return quoted(value instanceof Date ? value.toISOString() : JSON.stringify(value))
}

function quoted(text: string): string {
  return needsEscape.test(text) ? `"${text.replaceAll(/["\\]/g, '\\$&')}"` : `"${text}"`
}

const needsEscape = /["\\]/
