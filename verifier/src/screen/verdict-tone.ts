import type { Verdict } from '@sentra/contract'

/**
 * How a verdict looks, sounds and feels. Never by colour alone: each tone has its own picture,
 * its own words and its own rhythm.
 *
 *   good      let the person pass (after comparing the identity card)
 *   unsure    genuine, but this device knows no fresh status: nobody is turned away for old lists
 *   replaced  genuine and exchanged: ask for the national card
 *   pause     genuine, but not now: suspended or expired
 *   stop      do not accept
 */
export type Tone = 'good' | 'unsure' | 'replaced' | 'pause' | 'stop'

export function toneOf(verdict: Pick<Verdict, 'kind' | 'statusKnown' | 'trustStale' | 'reason'>): Tone {
  switch (verdict.kind) {
    case 'valid-local':
    case 'valid-national':
      return verdict.statusKnown && !verdict.trustStale ? 'good' : 'unsure'
    case 'exchanged':
      return 'replaced'
    case 'suspended':
    case 'expired':
      return 'pause'
    case 'withdrawn':
    case 'not-genuine':
      return 'stop'
  }
}

/** Drawn in a 48 × 48 box with a thick line. */
export const tonePictures: Record<Tone, string> = {
  good: 'M9 25l10 10 20-23',
  unsure: 'M17 17a7 7 0 1 1 10 6.500c-2.500 1.300-3 2.500-3 5.500M24 37v.500',
  replaced: 'M8 17h29m-8-9 9 9-9 9M40 33H11m8 9-9-9 9-9',
  pause: 'M17 10v28M31 10v28',
  stop: 'M12 12l24 24M36 12 12 36',
}
