import type { Chance } from '@sentra/testkit'

/**
 * UUIDv7 from the simulated moment and a seeded stream. A command keeps its id for every retry; that is
 * the whole reason why a killed site can be asked again without fear.
 */
export function commandIds(chance: Chance, now: () => number): () => string {
  return () => {
    const bytes = Buffer.from(chance.bytes(16))
    bytes.writeUIntBE(now(), 0, 6)
    bytes[6] = (bytes[6]! & 0x0f) | 0x70
    bytes[8] = (bytes[8]! & 0x3f) | 0x80
    const hex = bytes.toString('hex')
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
  }
}
