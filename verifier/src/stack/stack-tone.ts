import type { Verdict } from '@sentra/contract'
import type { Tone } from '../screen/verdict-tone.ts'

/**
 * How an answer looks and sounds to a clerk who counts cards taken back: the other way round from a gate.
 * A card that no longer counts belongs on this stack; one that still does must be put aside.
 */
export function stackTone(kind: Verdict['kind']): Tone {
  switch (kind) {
    case 'exchanged':
    case 'withdrawn':
      return 'good'
    case 'expired':
      return 'replaced'
    case 'suspended':
      return 'pause'
    case 'valid-local':
    case 'valid-national':
      return 'unsure'
    case 'not-genuine':
      return 'stop'
  }
}
