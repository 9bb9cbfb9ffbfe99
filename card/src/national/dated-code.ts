/** A code, where it was read, and how sure we are that it is the right one for this product. */
export interface Sourced {
  readonly code: string
  readonly source: string
  readonly confidence: 'high' | 'medium' | 'low'
}

/** A code that a certificate may bear from one local date to another, both included; null is open. */
export interface DatedCode extends Sourced {
  readonly validFrom: string | null
  readonly validUntil: string | null
}

type Confidence = Sourced['confidence']

export function sourced(code: string, source: string, confidence: Confidence): Sourced {
  return { code, source, confidence }
}

export function fixed(code: string, source: string, confidence: Confidence): DatedCode {
  return { code, source, confidence, validFrom: null, validUntil: null }
}

export function from(code: string, date: string, source: string, confidence: Confidence): DatedCode {
  return { ...fixed(code, source, confidence), validFrom: date }
}

export function until(code: string, date: string, source: string, confidence: Confidence): DatedCode {
  return { ...fixed(code, source, confidence), validUntil: date }
}

/** The code of that day. Throws when the data have a gap: each product's codes must cover every day once. */
export function codeOn(codes: readonly DatedCode[], date: string): string {
  const found = codes.filter(
    ({ validFrom, validUntil }) =>
      (validFrom === null || validFrom <= date) && (validUntil === null || date <= validUntil),
  )
  if (found.length !== 1) throw new Error(`${found.length} codes on ${date}, where one is needed`)
  return found[0]!.code
}
