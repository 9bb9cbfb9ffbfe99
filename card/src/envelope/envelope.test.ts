import { deflateSync, inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { assert, describe, test } from 'vitest'
import { qrShape } from '../paper/index.ts'
import { decodeBase45, encodeBase45 } from './base45.ts'
import { concatBytes, equalBytes, fromBase64Url, fromHex, toBase64Url, toHex, utf8 } from './bytes.ts'
import { decodeSign1 } from './cose-sign1.ts'
import { dateFromDays, daysFromDate } from './cwt.ts'
import { deflateEnvelope } from './deflate-envelope.ts'
import { deflateZlib, inflateZlib } from './inflate.ts'
import { isRefused } from './refused.ts'
import { decodeCbor, encodeCbor } from './strict-cbor.ts'

describe('base45', () => {
  test('agrees with the examples of RFC 9285', () => {
    assert.equal(encodeBase45(utf8('AB')), 'BB8')
    assert.equal(encodeBase45(utf8('Hello!!')), '%69 VD92EX0')
    assert.equal(encodeBase45(utf8('base-45')), 'UJCLQE7W581')
    assert.deepEqual(decodeBase45('QED8WEX0'), utf8('ietf!'))
  })

  test('every byte string comes back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) =>
        equalBytes(decodeBase45(encodeBase45(bytes)) as never, bytes),
      ),
    )
  })

  test('a group above 65535, a lone character and a foreign letter are refused', () => {
    for (const text of [
      '\u0142B8',
      'BB\u0138',
      '\u{1f642}8',
      'GGW',
      ':::',
      'A',
      'BB8A',
      '::',
      'V5',
      'bb8',
      'BB_',
      'BB8\n',
    ]) {
      assert.ok(isRefused(decodeBase45(text)), text)
    }
  })

  test('a text that decodes is the only text of its bytes', () => {
    const letters = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:')
    fc.assert(
      fc.property(fc.string({ unit: letters, maxLength: 60 }), (text) => {
        const bytes = decodeBase45(text)
        return isRefused(bytes) || encodeBase45(bytes) === text
      }),
    )
  })
})

describe('zlib', () => {
  test('every byte string comes back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
        return equalBytes(inflateZlib(deflateZlib(bytes), 2000) as never, bytes)
      }),
    )
  })

  test('nothing may be missing, added or changed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), fc.nat(), (bytes, where) => {
        const packed = deflateZlib(bytes)
        const cut = packed.slice(0, where % packed.length)
        const longer = Uint8Array.from([...packed.slice(0, -4), 0, ...packed.slice(-4)])
        const changed = packed.slice()
        changed[packed.length - 1 - (where % 4)]! ^= 1
        const texts = [cut, longer, Uint8Array.from([...packed, 0]), changed]
        return texts.every((text) => isRefused(inflateZlib(text, 300)))
      }),
    )
  })

  test('output beyond its bound is refused, at the bound it is not', () => {
    const packed = deflateZlib(new Uint8Array(1000))
    assert.ok(isRefused(inflateZlib(packed, 999)))
    assert.equal((inflateZlib(packed, 1000) as Uint8Array).length, 1000)
  })
})

describe('CBOR', () => {
  test('trailing bytes, long integers, double keys and unknown tags are refused', () => {
    for (const hex of ['0000', '1800', '190001', 'a201000101', 'c11a514b67b0', 'f7', '']) {
      assert.ok(isRefused(decodeCbor(fromHex(hex))), hex)
    }
    assert.equal(decodeCbor(fromHex('1818')), 24)
  })

  test('maps are written in one order, whatever order they were made in', () => {
    const forward = new Map<number, number>([
      [1, 0],
      [-2, 0],
      [4, 0],
    ])
    const backward = new Map<number, number>([
      [4, 0],
      [-2, 0],
      [1, 0],
    ])
    assert.equal(toHex(encodeCbor(forward)), toHex(encodeCbor(backward)))
  })
})

describe('COSE_Sign1', () => {
  test('a wrong tag, a missing part and a part of the wrong kind are refused', () => {
    const parts = [fromHex('a10126'), new Map(), fromHex('00'), new Uint8Array(64)]
    assert.ok(!isRefused(decodeSign1(encodeCbor(parts))))
    assert.ok(isRefused(decodeSign1(encodeCbor(parts.slice(0, 3)))))
    assert.ok(isRefused(decodeSign1(encodeCbor([parts[0], 'not a map', parts[2], parts[3]]))))
    assert.ok(isRefused(decodeSign1(fromHex(`d1${toHex(encodeCbor(parts))}`))))
    assert.ok(isRefused(decodeSign1(fromHex(`d2${toHex(encodeCbor(parts))}00`))))
  })
})

test('days and dates are the same thing', () => {
  assert.equal(daysFromDate('1970-01-02'), 1)
  fc.assert(
    fc.property(
      fc.integer({ min: -30_000, max: 30_000 }),
      (days) => daysFromDate(dateFromDays(days)!) === days,
    ),
  )
})

test('base64url comes back', () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => equalBytes(fromBase64Url(toBase64Url(bytes)), bytes)))
})

test('we unpack what zlib packs, with every strategy it has', () => {
  // Words come again and again, so that zlib builds codes of its own, short and long.
  const words = fc.array(fc.constantFrom('vaksin ', 'dosis', 'lot 202107001B ', 'é', 'ZZZZZZZZ', '\u0000'), {
    maxLength: 400,
  })
  const kinds = fc.record({ level: fc.integer({ min: 0, max: 9 }), strategy: fc.integer({ min: 0, max: 4 }) })
  fc.assert(
    fc.property(words, fc.uint8Array({ maxLength: 300 }), kinds, (parts, noise, kind) => {
      const bytes = concatBytes(utf8(parts.join('')), noise)
      const packed = new Uint8Array(deflateSync(bytes, kind))
      return equalBytes(inflateZlib(packed, 4000) as never, bytes)
    }),
    { numRuns: 1000 },
  )
})

test('a card is packed where that saves a version of its QR, and stored as it is otherwise', () => {
  const version = (bytes: Uint8Array) => qrShape(`HC1:${encodeBase45(bytes)}`).version
  const isStored = (packed: Uint8Array) => packed[2] === 1
  let [stored, packedSmaller] = [0, 0]
  for (let size = 260; size < 700; size += 3) {
    // Mostly noise, as keys and signatures are, and a name that comes three times.
    const noise = Uint8Array.from(
      { length: size - 66 },
      (_, index) => Math.imul(index + size, 0x9e37_79b1) >>> 24,
    )
    const bytes = concatBytes(noise, utf8('Contoh Siti Rahmawati '.repeat(3)))
    const plain = 11 + size
    const packed = deflateEnvelope(bytes)
    if (isStored(packed)) stored += 1
    else {
      packedSmaller += 1
      assert.isBelow(version(packed), version(new Uint8Array(plain)))
    }
    assert.isAtMost(version(packed), version(new Uint8Array(plain)))
  }
  assert.isAbove(stored, 10)
  assert.isAbove(packedSmaller, 10)
})

test('what we pack fast is zlib to everyone, at every length', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 900 }), fc.nat(8), fc.nat(400), (bytes, times, cut) => {
      const parts = Array.from({ length: times }, () => Array.from(bytes.subarray(0, cut)))
      const repeated = Uint8Array.from([...bytes, ...parts.flat()].slice(0, 4000))
      const packed = deflateEnvelope(repeated)
      return (
        equalBytes(inflateSync(packed), repeated) && equalBytes(inflateZlib(packed, 4000) as never, repeated)
      )
    }),
    { numRuns: 500 },
  )
})
