/** Where randomness comes from in a test or a simulation: the same seed gives the same days anywhere. */
export interface Chance {
  readonly seed: number
  /** From 0 up to, not including, 1. */
  number(): number
  /** A whole number from `min` to `max`, both possible. */
  integer(min: number, max: number): number
  /** True with this probability. */
  happens(probability: number): boolean
  pick<T>(list: readonly T[]): T
  /** A new list in another order. */
  shuffle<T>(list: readonly T[]): T[]
  bytes(length: number): Uint8Array
  /** An independent stream named by a word: drawing more from one never shifts the other. */
  fork(name: string): Chance
}

/**
 * xoshiro128** (Blackman and Vigna, 2018) seeded by splitmix32. Not for keys: whoever knows the seed
 * knows everything it will ever say.
 */
export function seededChance(seed: number): Chance {
  const next32 = xoshiro128(seed)
  const number = () => (next32() * 2 ** 21 + (next32() >>> 11)) / 2 ** 53
  const chance: Chance = {
    seed,
    number,
    integer: (min, max) => {
      if (!Number.isInteger(min) || !Number.isInteger(max) || max < min)
        throw new Error(`no whole number from ${min} to ${max}`)
      return min + Math.floor(number() * (max - min + 1))
    },
    happens: (probability) => number() < probability,
    pick: (list) => {
      if (list.length === 0) throw new Error('nothing to pick from an empty list')
      return list[Math.floor(number() * list.length)]!
    },
    shuffle: (list) => {
      const mixed = [...list]
      for (let last = mixed.length - 1; last > 0; last -= 1) {
        const other = Math.floor(number() * (last + 1))
        ;[mixed[last], mixed[other]] = [mixed[other]!, mixed[last]!]
      }
      return mixed
    },
    bytes: (length) => Uint8Array.from({ length }, () => next32() >>> 24),
    fork: (name) => seededChance((fnv1a(name) ^ seed) >>> 0),
  }
  return chance
}

/** A fresh seed for a run that was given none. Print it: with it the run can be had again. */
export function freshSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0]!
}

function xoshiro128(seed: number): () => number {
  let mix = seed >>> 0
  const splitmix = () => {
    mix = (mix + 0x9e3779b9) >>> 0
    let z = mix
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
    return (z ^ (z >>> 15)) >>> 0
  }
  let [a, b, c, d] = [splitmix(), splitmix(), splitmix(), splitmix()]
  return () => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0
    const t = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= t
    d = rotate(d, 11)
    return result
  }
}

const rotate = (x: number, by: number) => (x << by) | (x >>> (32 - by))

function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (const character of text) hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193)
  return hash >>> 0
}
