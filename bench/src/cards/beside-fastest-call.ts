import { type Contender, interleave } from '../interleave.ts'
import type { Terms } from './bench-cards.ts'

/**
 * ES256 is r and s, 64 bytes, and the yardstick asks Node for that (`dsaEncoding: 'ieee-p1363'`). Node has a faster
 * call that gives OpenSSL's own form, and that is the one we use and convert; so beside the yardstick we can come
 * out ahead of "raw". This says how the same result stands beside that fastest call.
 */
export async function besideFastestCall(
  ratio: number,
  yardstick: Contender,
  fastest: Contender,
  terms: Terms,
): Promise<{ yardstickBesideFastestCall: number; besideFastestCall: number }> {
  const { ratio: slower } = await interleave(yardstick, fastest, { ...terms, rounds: 3 })
  const round = (value: number) => Math.round(value * 1000) / 1000
  return {
    yardstickBesideFastestCall: round(slower.median),
    besideFastestCall: round(ratio * slower.median),
  }
}
