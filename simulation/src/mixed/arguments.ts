import { parseArgs } from 'node:util'

/** What somebody asked for on the command line. */
export interface MixedArguments {
  readonly revisions: readonly string[]
  /** Where the wire of older builds is written to; null: not recorded. */
  readonly record: string | null
}

export class WrongArgumentError extends Error {}

/** Three builds back is what is promised; more at once only take longer. */
const revisionsMax = 9

export const usage = `npm run mixed-versions -- <revision> [<revision> …] [--record FOLDER]
  Plays a clinic hour of each of these revisions of this repository (a tag, a branch, a commit) with today's working copy:
  older site and today's hub, today's site and older hub, then each brought up to date on the same data, and back.
  --record  also writes what the older build put on the wire, one folder for each revision`

/** @throws WrongArgumentError with what to write instead */
export function readArguments(words: readonly string[]): MixedArguments {
  const { values, positionals } = parseArgs({
    args: [...words],
    options: { record: { type: 'string' } },
    allowPositionals: true,
  })
  if (positionals.length === 0) throw new WrongArgumentError('Which revisions? Write at least one.')
  if (positionals.length > revisionsMax)
    throw new WrongArgumentError(`${positionals.length} revisions: write at most ${revisionsMax}.`)
  const wrong = positionals.find((each) => !/^[A-Za-z0-9][\w./~^-]*$/.test(each))
  if (wrong !== undefined)
    throw new WrongArgumentError(`"${wrong}" is no revision. Write one that git log shows.`)
  return { revisions: positionals, record: values.record ?? null }
}
