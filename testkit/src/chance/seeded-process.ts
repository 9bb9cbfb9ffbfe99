import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import type { Chance } from './chance.ts'

/**
 * While installed, everything in this process that asks for randomness gets it from the seed: ids, salts, jitter.
 * Two things stay as they are: making key pairs, and the secret number inside an ECDSA signature.
 *
 * @returns how to give real chance back. Never leave it installed: what is made under it is known to whoever has the seed.
 */
export function seedProcess(chance: Chance): () => void {
  const fill = (into: ArrayBufferView | ArrayBuffer) => {
    const bytes = ArrayBuffer.isView(into)
      ? new Uint8Array(into.buffer, into.byteOffset, into.byteLength)
      : new Uint8Array(into)
    bytes.set(chance.bytes(bytes.length))
    return into
  }
  const uuid = () => {
    const bytes = Buffer.from(chance.bytes(16))
    bytes[6] = (bytes[6]! & 0x0f) | 0x40
    bytes[8] = (bytes[8]! & 0x3f) | 0x80
    const hex = bytes.toString('hex')
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
  }
  const module = crypto as unknown as Record<string, unknown>
  const replaced: Record<string, unknown> = {
    randomBytes: (length: number) => Buffer.from(chance.bytes(length)),
    randomFillSync: fill,
    randomUUID: uuid,
    randomInt: (min: number, max?: number) =>
      max === undefined ? chance.integer(0, min - 1) : chance.integer(min, max - 1),
  }
  const before = Object.fromEntries(Object.keys(replaced).map((name) => [name, module[name]]))
  const web = globalThis.crypto as unknown as Record<string, unknown>
  const { random } = Math
  Object.assign(module, replaced)
  syncBuiltinESMExports()
  for (const [name, value] of [
    ['getRandomValues', fill],
    ['randomUUID', uuid],
  ] as const)
    Object.defineProperty(web, name, { value, configurable: true, writable: true })
  // A stream of its own: whoever draws a salt more at its first use shifts no retry.
  const jitter = chance.fork('Math.random')
  Math.random = () => jitter.number()
  return () => {
    Object.assign(module, before)
    syncBuiltinESMExports()
    for (const name of ['getRandomValues', 'randomUUID']) delete web[name]
    Math.random = random
  }
}
