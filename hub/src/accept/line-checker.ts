import { type CheckedLine, checkLine } from '@sentra/journal'
import { validateEventData } from './validate-event.ts'

/**
 * Checks the lines of backlogs while the batch before is written, a hundred at a time: a thousand lines are twenty
 * milliseconds of work, and a dose of this minute that comes behind them waits for one step only.
 *
 * One batch after the other, in the order they came: each step gives way to whatever else is to be done.
 */
export function openLineChecker(): { check(lines: readonly Uint8Array[]): Promise<CheckedLine[]> } {
  let last: Promise<unknown> = Promise.resolve()
  const check = async (lines: readonly Uint8Array[]): Promise<CheckedLine[]> => {
    const checked: CheckedLine[] = []
    for (const line of lines) {
      if (checked.length % linesOfStep === 0) await new Promise((resolve) => setImmediate(resolve))
      checked.push(checkLine(line, (event) => validateEventData(event.type, event.data)))
    }
    return checked
  }
  return {
    check: (lines) => {
      const checked = last.then(() => check(lines))
      last = checked.catch(() => {})
      return checked
    },
  }
}

/** Some two milliseconds. */
const linesOfStep = 100
