import { lineTroubles, surprises } from '@sentra/testkit/faults'
import type { Fault } from './plan.ts'

const byKind = {
  'kill-site': ['kill-site'],
  'power-loss': ['power-loss', 'power-lost-in-a-write'],
  line: lineTroubles.map((trouble) => `line-${trouble}` as const),
  'clock-jump': ['clock-jump'],
  'hub-down': ['hub-down', 'hub-killed-at-work'],
  'hub-failing': ['hub-failing'],
  'hub-slow': ['hub-slow'],
  'hub-restored': ['hub-restored'],
  'laptop-lost': ['laptop-lost'],
  'old-copy-started': ['old-copy-started'],
  cloned: ['cloned'],
} as const satisfies Record<Fault['kind'], readonly string[]>

/** Everything that can go wrong in a run, by the name under which it is counted when it has: no kind of fault is without. */
export const faultNames = [...Object.values(byKind).flat(), ...surprises]
export type FaultName = (typeof faultNames)[number]

/** What follows from faults and is counted with them. */
export type Consequence = 'enrolled-again' | 'events-gone-with-a-laptop'
