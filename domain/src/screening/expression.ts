import { must } from '../must.ts'

/**
 * The small language of the forms' conditions, such as `systolic > 180 || diastolic > 110`.
 *
 * Names, numbers, 'text', true, false, null; == != < <= > >=; && || and brackets; and one function,
 * `monthsSince(name)`. Nothing else, and never `eval`: forms are data that a health office may
 * replace. An unknown name is null, and null is neither smaller nor greater than anything. Text,
 * and so dates, compares as text.
 */
export type Value = boolean | number | string | null

export interface Scope {
  readonly valueOf: (name: string) => Value
  readonly monthsSince: (date: Value) => number
}

export function holds(expression: string, scope: Scope): boolean {
  const reader = new Reader(tokensOf(expression), scope)
  const value = reader.either()
  must(reader.atEnd(), `"${expression}" is one whole condition`)
  return value === true
}

/** Every name an expression asks for. */
export function namesIn(expression: string): string[] {
  return tokensOf(expression).filter((token) => /^[a-z]/i.test(token) && !keywords.has(token))
}

const keywords = new Set(['true', 'false', 'null', 'monthsSince'])

function tokensOf(expression: string): string[] {
  const tokens = expression.match(/'[^']*'|[A-Za-z_]\w*|\d+(?:\.\d+)?|&&|\|\||[=!<>]=|[<>()]/g) ?? []
  must(
    tokens.join('') === expression.replace(/\s+(?=(?:[^']*'[^']*')*[^']*$)/g, ''),
    `"${expression}" can be read`,
  )
  return tokens
}

/** Reads left to right: `either` is a chain of `both`, which is a chain of comparisons. */
class Reader {
  readonly #tokens: readonly string[]
  readonly #scope: Scope
  #at = 0

  constructor(tokens: readonly string[], scope: Scope) {
    this.#tokens = tokens
    this.#scope = scope
  }

  atEnd(): boolean {
    return this.#at === this.#tokens.length
  }

  either(): Value {
    let value = this.#both()
    while (this.#skip('||')) {
      const right = this.#both()
      value = value === true || right === true
    }
    return value
  }

  #both(): Value {
    let value = this.#comparison()
    while (this.#skip('&&')) {
      const right = this.#comparison()
      value = value === true && right === true
    }
    return value
  }

  #comparison(): Value {
    const left = this.#term()
    const operator = this.#tokens[this.#at]
    if (operator === undefined || !/^[=!<>]/.test(operator)) return left
    this.#at += 1
    return compare(left, operator, this.#term())
  }

  #term(): Value {
    const token = this.#tokens[this.#at]
    must(token !== undefined, 'a condition does not end in the middle')
    this.#at += 1
    if (token === '(') return this.#closed(this.either())
    if (token === 'monthsSince') {
      must(this.#skip('('), 'monthsSince has its date in brackets')
      return this.#closed(this.#scope.monthsSince(this.#term()))
    }
    if (token.startsWith("'")) return token.slice(1, -1)
    if (/^\d/.test(token)) return Number(token)
    if (token === 'true' || token === 'false') return token === 'true'
    if (token === 'null') return null
    must(/^[A-Za-z_]/.test(token), `${token} is a value`)
    return this.#scope.valueOf(token)
  }

  #closed(value: Value): Value {
    must(this.#skip(')'), 'every bracket is closed')
    return value
  }

  #skip(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false
    this.#at += 1
    return true
  }
}

function compare(left: Value, operator: string, right: Value): boolean {
  if (operator === '==') return left === right
  if (operator === '!=') return left !== right
  if (left === null || right === null || typeof left !== typeof right) return false
  if (operator === '<') return left < right
  if (operator === '<=') return left <= right
  if (operator === '>') return left > right
  return left >= right
}
