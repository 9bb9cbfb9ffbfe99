import type { Bytes } from './bytes.ts'
import { type Refused, refuse } from './refused.ts'

/**
 * Deflate (RFC 1951) for the few hundred bytes of a QR, in one pass.
 *
 * Written here because a card's text must have no slack: general libraries neither say at which bit
 * the stream ended nor refuse what follows it. This one refuses a byte or a set bit after the end, a
 * code that is over- or under-subscribed, a distance before the start, and output beyond its bound. The
 * result may be a view of the stream.
 */
export function inflateRaw(stream: Bytes, maxLength: number): Bytes | Refused<'not-zlib'> {
  if (isOneStoredBlock(stream) && stream.length - 5 <= maxLength) return stream.subarray(5)
  input = stream
  at = 0
  bits = 0
  bitCount = 0
  written = 0
  limit = maxLength
  try {
    while (!block()) {}
  } catch (error) {
    if (error === notDeflate) return refuse('not-zlib')
    throw error
  }
  const slack = at < input.length || bits !== 0 || bitCount > 7
  return slack ? refuse('not-zlib') : output.slice(0, written)
}

/** As most of our own cards are: last block, stored, its length twice, and nothing after it. Not copied then. */
function isOneStoredBlock(stream: Uint8Array): boolean {
  const size = stream.length - 5
  return (
    stream[0] === 1 &&
    (stream[1]! | (stream[2]! << 8)) === size &&
    (stream[3]! | (stream[4]! << 8)) === (~size & 0xffff)
  )
}

const notDeflate = new Error('not deflate')

// One stream at a time: the functions below share their place in it.
let input: Uint8Array = new Uint8Array()
let at = 0
let bits = 0
let bitCount = 0
let output = new Uint8Array(2048)
let written = 0
let limit = 0

/** Reads one block; true when it was the last. */
function block(): boolean {
  const last = take(1) === 1
  const kind = take(2)
  if (kind === 0) stored()
  else if (kind === 1) symbols(fixedLiterals, fixedDistances)
  else if (kind === 2) dynamic()
  else throw notDeflate
  return last
}

function take(count: number): number {
  while (bitCount < count) {
    if (at >= input.length) throw notDeflate
    bits |= input[at++]! << bitCount
    bitCount += 8
  }
  const value = bits & ((1 << count) - 1)
  bits >>>= count
  bitCount -= count
  return value
}

function stored(): void {
  // The rest of the byte must be empty, so that it has one form.
  if ((bits & ((1 << (bitCount & 7)) - 1)) !== 0) throw notDeflate
  bits = 0
  at -= bitCount >> 3
  bitCount = 0
  const size = take(16)
  if (take(16) !== (~size & 0xffff) || size > input.length - at) throw notDeflate
  room(size)
  output.set(input.subarray(at, at + size), written)
  at += size
  written += size
}

function room(size: number): void {
  if (written + size > limit) throw notDeflate
  if (written + size <= output.length) return
  const larger = new Uint8Array(Math.min(limit, 2 * (written + size)))
  larger.set(output)
  output = larger
}

/**
 * `table` answers for codes up to nine bits: length << 9 | symbol. Longer ones are counted out by `counts`
 * and `symbols`. A dynamic block fills one made before: allocating three of them took longer than the text.
 */
interface Code {
  readonly counts: Uint16Array
  readonly symbols: Uint16Array
  readonly table: Uint16Array
}

const fastBits = 9

function emptyCode(): Code {
  return {
    counts: new Uint16Array(16),
    symbols: new Uint16Array(288),
    table: new Uint16Array(1 << fastBits),
  }
}

const starts = new Uint16Array(17)
const codes = new Uint16Array(17)

/** Canonical code from lengths (3.2.2). Under-subscribed only where zlib allows it: a single code. */
function fillCode(into: Code, lengths: Uint8Array, first: number, end: number, mayBeSingle: boolean): Code {
  const { counts, symbols, table } = into
  counts.fill(0)
  for (let place = first; place < end; place += 1) counts[lengths[place]!]! += 1
  const used = end - first - counts[0]!
  counts[0] = 0
  starts[1] = 0
  codes[1] = 0
  let left = 1
  for (let length = 1; length < 16; length += 1) {
    left = left * 2 - counts[length]!
    if (left < 0) throw notDeflate
    starts[length + 1] = starts[length]! + counts[length]!
    codes[length + 1] = (codes[length]! + counts[length]!) << 1
  }
  if (left > 0) {
    if (!mayBeSingle || !(used === 0 || (used === 1 && counts[1] === 1))) throw notDeflate
    table.fill(0)
  }
  for (let place = first; place < end; place += 1) {
    const length = lengths[place]!
    if (length === 0) continue
    const symbol = place - first
    symbols[starts[length]!++] = symbol
    const own = codes[length]!++
    if (length > fastBits) {
      // The way on to the long codes: zero where the table cannot answer.
      table[reversed(own >> (length - fastBits), fastBits)] = 0
      continue
    }
    const answer = (length << fastBits) | symbol
    for (let entry = reversed(own, length); entry < table.length; entry += 1 << length) table[entry] = answer
  }
  return into
}

/** The lowest `length` bits turned around: deflate writes codes from their high end. */
function reversed(value: number, length: number): number {
  return turned[value]! >> (fastBits - length)
}

const turned = Uint16Array.from({ length: 1 << fastBits }, (_, value) => {
  let result = 0
  for (let index = 0; index < fastBits; index += 1) result |= ((value >> index) & 1) << (fastBits - 1 - index)
  return result
})

function symbol(from: Code): number {
  while (bitCount < fastBits && at < input.length) {
    bits |= input[at++]! << bitCount
    bitCount += 8
  }
  const entry = from.table[bits & fastMask]!
  const length = entry >> fastBits
  if (length !== 0 && length <= bitCount) {
    bits >>>= length
    bitCount -= length
    return entry & fastMask
  }
  return longSymbol(from)
}

const fastMask = (1 << fastBits) - 1

function longSymbol(from: Code): number {
  let value = 0
  let first = 0
  let index = 0
  for (let length = 1; length < 16; length += 1) {
    value |= take(1)
    const count = from.counts[length]!
    if (value - first < count) return from.symbols[index + value - first]!
    index += count
    first = (first + count) << 1
    value <<= 1
  }
  throw notDeflate
}

const lengthBase = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115]
lengthBase.push(131, 163, 195, 227, 258)
const lengthBits = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0]
const distanceBits = Array.from({ length: 30 }, (_, index) => Math.max(0, (index >> 1) - 1))
const distanceBase = [1, 2, 3, 4]
for (let index = 4; index < 30; index += 1)
  distanceBase[index] = distanceBase[index - 1]! + (1 << distanceBits[index - 1]!)

function symbols(literals: Code, distances: Code): void {
  const { table } = literals
  for (;;) {
    // The same as `symbol`, here with what it needs in hand: nine of ten symbols are letters.
    const from = input
    const into = output
    const most = Math.min(into.length, limit)
    let window = bits
    let count = bitCount
    let place = at
    let end = written
    while (end < most) {
      if (count < fastBits) {
        if (place + 1 >= from.length) break
        window |= (from[place]! | (from[place + 1]! << 8)) << count
        place += 2
        count += 16
      }
      const entry = table[window & fastMask]!
      const length = entry >> fastBits
      if (length === 0 || (entry & fastMask) > 255) break
      window >>>= length
      count -= length
      into[end++] = entry
    }
    bits = window
    bitCount = count
    at = place
    written = end

    const literal = symbol(literals)
    if (literal === 256) return
    if (literal < 256) {
      if (written >= output.length || written >= limit) room(1)
      output[written++] = literal
      continue
    }
    const size = lengthBase[literal - 257]
    if (size === undefined) throw notDeflate
    copy(size + take(lengthBits[literal - 257]!), distances)
  }
}

function copy(size: number, distances: Code): void {
  const place = symbol(distances)
  const base = distanceBase[place]
  if (base === undefined) throw notDeflate
  const distance = base + take(distanceBits[place]!)
  if (distance > written) throw notDeflate
  room(size)
  for (let end = written + size; written < end; written += 1) output[written] = output[written - distance]!
}

const lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

// One dynamic block at a time, too.
const orderLengths = new Uint8Array(19)
const lengths = new Uint8Array(286 + 30)
const lengthCode = emptyCode()
const ownLiterals = emptyCode()
const ownDistances = emptyCode()

function dynamic(): void {
  const literalCount = take(5) + 257
  const distanceCount = take(5) + 1
  const orderCount = take(4) + 4
  if (literalCount > 286 || distanceCount > 30) throw notDeflate
  orderLengths.fill(0)
  for (let index = 0; index < orderCount; index += 1) orderLengths[lengthOrder[index]!] = take(3)
  fillCode(lengthCode, orderLengths, 0, 19, false)

  const all = literalCount + distanceCount
  for (let index = 0; index < all; ) {
    const length = symbol(lengthCode)
    if (length < 16) {
      lengths[index++] = length
      continue
    }
    if (length === 16 && index === 0) throw notDeflate
    const repeated = length === 16 ? lengths[index - 1]! : 0
    const times = length === 16 ? 3 + take(2) : length === 17 ? 3 + take(3) : 11 + take(7)
    if (index + times > all) throw notDeflate
    lengths.fill(repeated, index, index + times)
    index += times
  }
  if (lengths[256] === 0) throw notDeflate
  symbols(
    fillCode(ownLiterals, lengths, 0, literalCount, true),
    fillCode(ownDistances, lengths, literalCount, all, true),
  )
}

const fixedLengths = new Uint8Array(288).fill(8, 0, 144).fill(9, 144, 256).fill(7, 256, 280).fill(8, 280)
const fixedLiterals = fillCode(emptyCode(), fixedLengths, 0, 288, false)
const fixedDistances = fillCode(emptyCode(), new Uint8Array(32).fill(5), 0, 32, false)
