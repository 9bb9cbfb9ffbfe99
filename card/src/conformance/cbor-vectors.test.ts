import { assert, describe, test } from 'vitest'
import { fromHex } from '../envelope/bytes.ts'
import { type CborForm, readCbor, Simple, Tagged } from '../envelope/cbor-reader.ts'
import { cborForms } from '../envelope/strict-cbor.ts'
import { hasVectors, readVectors } from './public-vectors.ts'

interface CborVector {
  readonly hex: string
  readonly decoded?: unknown
  readonly diagnostic?: string | null
}

const name = 'cbor-rfc8949-appendix-a'
const everything: CborForm = { sorted: false, indefinite: true, floats: true, tags: null, simple: true }

describe.skipIf(!hasVectors(name))('CBOR, the examples of RFC 8949', () => {
  const vectors = readVectors<CborVector[]>(name).flatMap(({ content }) => content)

  test('are eighty-two, and each decodes to what it says', () => {
    for (const vector of vectors) {
      const found = readCbor(fromHex(vector.hex), everything)
      if (vector.decoded !== undefined) assert.deepEqual(plain(found), vector.decoded, vector.hex)
      else assert.equal(diagnostic(found), inOnePiece(vector.diagnostic) ?? unsaid(vector.hex), vector.hex)
    }
    assert.equal(vectors.length, 82)
    console.info(`CBOR: ${vectors.length} of ${vectors.length} decode`)
  })

  test('in our own form only those that have one form are read', () => {
    const strict = vectors.filter(({ hex }) => {
      try {
        readCbor(fromHex(hex), cborForms.ours)
        return true
      } catch {
        return false
      }
    })
    // Left out: floats, tags, simple values, indefinite lengths.
    assert.equal(strict.length, 37)
    for (const { hex } of strict) assert.notMatch(hex, /^(f[789abef]|[c-d][0-9a-f]|5f|7f|9f|bf)/)
  })
})

/** As the JSON of the vectors has it: large numbers as texts that end in n. */
function plain(value: unknown): unknown {
  if (value instanceof Tagged) {
    if (value.tag === 2 || value.tag === 3) return bigNumber(value)
    return plain(value.value)
  }
  if (value instanceof Map) return Object.fromEntries(Array.from(value, ([key, item]) => [key, plain(item)]))
  if (typeof value === 'bigint') return `${value}n`
  // The JSON has no minus zero.
  if (value === 0) return 0
  return Array.isArray(value) ? value.map(plain) : value
}

/** The one text in pieces among them: we hand on the whole. */
function inOnePiece(diagnostic?: string | null): string | null {
  return diagnostic === "(_ h'0102', h'030405')" ? "h'0102030405'" : (diagnostic ?? null)
}

/** What JSON cannot say, read off the hex by RFC 8949, appendix A. */
function unsaid(hex: string): string {
  if (hex === 'f7') return 'undefined'
  if (['f97e00', 'fa7fc00000', 'fb7ff8000000000000'].includes(hex)) return 'NaN'
  return hex.startsWith('f', 2) ? '-Infinity' : 'Infinity'
}

function bigNumber({ tag, value }: Tagged): string {
  const size = BigInt(`0x${Buffer.from(value as Uint8Array).toString('hex')}`)
  return `${tag === 2 ? size : -1n - size}n`
}

function diagnostic(value: unknown): string {
  if (value instanceof Simple) return `simple(${value.value})`
  if (value instanceof Tagged) return `${value.tag}(${diagnostic(value.value)})`
  if (value instanceof Uint8Array) return `h'${Buffer.from(value).toString('hex')}'`
  if (value instanceof Map)
    return `{${Array.from(value, (pair) => pair.map(diagnostic).join(': ')).join(', ')}}`
  if (Array.isArray(value)) return `[${value.map(diagnostic).join(', ')}]`
  return typeof value === 'string' ? JSON.stringify(value) : String(value)
}
