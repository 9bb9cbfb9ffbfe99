import { wentBackBy } from '../clock/clock-went-back.ts'

/** Whole seconds until a local card may be made without an outage: never more than the limit, whatever the clock did. */
export function waitLeft(wait: {
  readonly waitedSeconds: number
  readonly waitLimitSeconds: number
}): number {
  if (wentBackBy(wait.waitedSeconds)) return 0
  return Math.max(0, Math.ceil(wait.waitLimitSeconds - Math.max(0, wait.waitedSeconds)))
}
