import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Failure, findNode24, prepare, root } from './prepare.mjs'

/**
 *     node scripts/on-node-24.mjs <script> [arguments…]
 *
 * Runs a script on the Node of this product, whatever Node the machine has, installing what is missing
 * first. On Node 24 the script takes over this process; else it gets one of its own, which receives the
 * signals and whose exit code becomes this one's.
 */
export async function runOnNode24(script, argumentList) {
  const node = findNode24()
  if (!node) throw new Failure('Node 24 is not installed here. Run npm ci in the directory of Sentra.')
  if (node === process.execPath) {
    process.argv = [process.argv[0], script, ...argumentList]
    await import(pathToFileURL(script).href)
    return
  }
  const child = spawn(node, [script, ...argumentList], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.once('error', fail)
  child.once('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : code))
}

/** Ends the process with what went wrong: in plain words when a person can mend it, else with the stack. */
export function fail(error) {
  process.stderr.write(`\n${error instanceof Failure ? error.message : (error?.stack ?? error)}\n`)
  process.exit(1)
}

/** Prepares the clone, then runs a script of this repository on Node 24. */
export async function prepareAndRun(script, argumentList) {
  try {
    await prepare()
    await runOnNode24(resolve(root, script), argumentList)
  } catch (error) {
    fail(error)
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [script, ...argumentList] = process.argv.slice(2)
  if (!script) fail(new Failure('Usage: node scripts/on-node-24.mjs <script> [arguments…]'))
  await prepareAndRun(script, argumentList)
}
