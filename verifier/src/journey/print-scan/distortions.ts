import type { Chance } from '@sentra/testkit'
import type { Shot } from './photograph.ts'

/** What may go wrong between paper and phone, one at a time and then together. */
export const distortions: Record<string, (chance: Chance) => Partial<Shot>> = {
  straight: () => ({}),
  rotated: (chance) => ({ turn: chance.number() * 360 }),
  perspective: (chance) => ({ tilt: between(chance, 15, 35), tiltTowards: chance.number() * 360 }),
  'out of focus': (chance) => ({ blur: between(chance, 0.25, 0.45) }),
  'moving hand': (chance) => ({ motion: between(chance, 0.4, 0.9) }),
  'low light': (chance) => ({
    white: between(chance, 0.22, 0.35),
    black: between(chance, 0.06, 0.1),
    grain: between(chance, 6, 11),
    shadow: between(chance, 0, 0.3),
  }),
  'noise and shadow': (chance) => ({ grain: between(chance, 14, 24), shadow: between(chance, 0.3, 0.6) }),
  smudged: (chance) => ({ dirt: between(chance, 0.02, 0.06) }),
  'photo sent by chat': (chance) => ({ jpegQuality: between(chance, 0.2, 0.4) }),
  'all at once': (chance) => ({
    turn: chance.number() * 360,
    tilt: between(chance, 5, 20),
    tiltTowards: chance.number() * 360,
    blur: between(chance, 0.1, 0.25),
    motion: between(chance, 0, 0.3),
    white: between(chance, 0.45, 0.9),
    black: between(chance, 0.08, 0.2),
    shadow: between(chance, 0.1, 0.4),
    grain: between(chance, 4, 9),
    dirt: between(chance, 0, 0.03),
    jpegQuality: between(chance, 0.4, 0.8),
  }),
}

/** A card held straight in good light, by a hand that is never quite still; a module is 3 to 4.5 pixels. */
export function shotOf(distortion: string, chance: Chance): Shot {
  const usual: Shot = {
    pixelsPerModule: between(chance, 3, 4.5),
    turn: between(chance, -6, 6),
    tilt: between(chance, 0, 4),
    tiltTowards: chance.number() * 360,
    blur: between(chance, 0.05, 0.15),
    motion: 0,
    white: between(chance, 0.75, 0.95),
    black: between(chance, 0.05, 0.15),
    shadow: 0,
    grain: between(chance, 1, 3),
    dirt: 0,
    jpegQuality: 0.85,
  }
  const own = distortions[distortion]
  if (!own) throw new Error(`no distortion is called ${distortion}`)
  return { ...usual, ...own(chance) }
}

function between(chance: Chance, least: number, most: number): number {
  return least + (most - least) * chance.number()
}
