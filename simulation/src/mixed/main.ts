import { readArguments, usage, WrongArgumentError } from './arguments.ts'
import { FormerBuild } from './former-build.ts'
import { type PlayedPair, playPair, type WayBack } from './play-pair.ts'
import { writeRecord } from './write-record.ts'

/** `npm run mixed-versions`: ends with 0 when every pair kept every promise, 1 when one did not, 2 when it could not run. */
async function main(): Promise<number> {
  const { revisions, record } = readArguments(process.argv.slice(2))
  // Hub, site and the older builds go with this process, also when somebody has seen enough.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
  let well = true
  for (const revision of revisions) {
    say(`${revision}: taking it out of the history and installing it (half a minute on a good line)`)
    const build = await FormerBuild.install(revision, say)
    const remove = () => build.remove()
    process.once('exit', remove)
    try {
      for (const older of ['site', 'hub'] as const) {
        say(`${build.revision}: an hour with an older ${older}`)
        const pair = await playPair(older, build, say)
        if (record !== null) writeRecord(record, { revision: build.revision, older, calls: pair.wire })
        const held = tell(pair)
        well &&= held
      }
    } finally {
      process.removeListener('exit', remove)
      build.remove()
    }
  }
  say(well ? 'MIXED VERSIONS HOLD' : 'MIXED VERSIONS BREAK: see what is marked with ✗')
  return well ? 0 : 1
}

const say = (text: string) => process.stdout.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`)

/** True when all is as promised. */
function tell({ title, mixed, updated, back }: PlayedPair): boolean {
  say(title)
  const hours = { 'while mixed': mixed, 'brought up to date': updated, 'and back': back.checks }
  for (const [when, results] of Object.entries(hours))
    for (const { promise, title, passed, problems } of results) {
      say(`  ${passed ? '✓' : '✗'} ${when}: ${promise} ${title}`)
      for (const problem of problems) say(`      ${problem}`)
    }
  const isKept = tellBack(back)
  return isKept && [...mixed, ...updated, ...back.checks].every(({ passed }) => passed)
}

function tellBack({ refused, floor, looksForFloor }: WayBack): boolean {
  const did = refused === null ? 'opened' : 'refused'
  const may = floor.length === 0 ? 'no newer step stands against it' : `the floor is ${floor.at(-1)}`
  if (refused === null && floor.length > 0 && !looksForFloor) {
    say(
      `  ! and back: this build opened the data, because it looks for no floor, and must not be used on it: ${may}`,
    )
    return true
  }
  const isKept = (refused === null) === (floor.length === 0)
  say(`  ${isKept ? '✓' : '✗'} and back: the older build ${did} the data: ${may}`)
  if (refused !== null) say(`      ${wordsIn(refused)}`)
  return isKept
}

/** The last thing the process wrote for a person before it ended. */
function wordsIn(message: string): string {
  const lines = message.trim().split('\n')
  const fatal = lines.findLast((line) => line.startsWith('{"level":60'))
  const { error, msg } = JSON.parse(fatal ?? '{}') as { error?: string; msg?: string }
  return error ?? msg ?? lines.at(-1) ?? ''
}

try {
  process.exitCode = await main()
} catch (error) {
  const words =
    error instanceof WrongArgumentError || /^ERR_PARSE_ARGS/.test(String((error as { code?: unknown }).code))
  process.stderr.write(words ? `${(error as Error).message}\n\n${usage}\n` : `${(error as Error).stack}\n`)
  process.exitCode = 2
}
