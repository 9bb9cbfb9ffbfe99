/**
 * Rows of one table, held while a batch is folded: what was read, and what the batch made of it.
 *
 * A row is replaced, never changed in place, so that whoever holds one keeps what it saw.
 */
export class Rows<Row> {
  readonly #rows = new Map<string, Row>()
  readonly #changed = new Set<string>()

  get(key: string): Row | undefined {
    return this.#rows.get(key)
  }

  /** As it is in the database. */
  hold(key: string, row: Row): void {
    this.#rows.set(key, row)
  }

  /** As it shall be in the database. */
  put(key: string, row: Row): void {
    this.#rows.set(key, row)
    this.#changed.add(key)
  }

  /** What is to be written, sorted by key: rows are locked in one order, whoever writes. */
  changed(): Row[] {
    return [...this.#changed].sort().map((key) => this.#rows.get(key)!)
  }
}

/** The key of a row whose primary key has several columns. */
export function rowKey(...columns: readonly (string | number)[]): string {
  return columns.join('\n')
}
