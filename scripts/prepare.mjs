import { spawn } from 'node:child_process'
import { existsSync, readFileSync, statfsSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Makes a clone ready to run: installs the packages when they are missing or are not those of
 * package-lock.json. Plain JavaScript without a dependency, because it runs before anything is
 * installed, on whatever Node the machine has (20 or newer).
 *
 * It never installs twice: npm writes node_modules/.package-lock.json last, so a clone whose
 * installation was interrupted has none, and one that is complete agrees with package-lock.json.
 */
export async function prepare(say = console.log) {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    throw new Failure(
      `Node ${process.versions.node} is too old to install Sentra. Install Node 20 or newer, then try again.`,
    )
  }
  const missing = countMissing()
  if (missing > 0) {
    checkDisk()
    say(`Installing ${missing} packages (about half a minute on a good line, once)…`)
    const started = Date.now()
    const seconds = () => Math.round((Date.now() - started) / 1000)
    const heartbeat = setInterval(() => say(`  still installing, ${seconds()} s`), 15_000)
    try {
      await npm(['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'])
    } finally {
      clearInterval(heartbeat)
    }
    say(`  installed in ${seconds()} s`)
  }
  await ensureNode24(say)
}

/** The root of the repository. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** The Node of this product (package.json, dependency `node`), or the one that runs now when it is new enough. */
export function findNode24() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  const own = join(root, 'node_modules/node/bin/node')
  return existsSync(own) ? own : undefined
}

/** Something a person can mend; its message says how. Shown without a stack. */
export class Failure extends Error {}

/** Where install scripts are blocked, npm brings the package `node` but not its program. */
async function ensureNode24(say) {
  if (findNode24()) return
  say('Fetching Node 24…')
  const directory = join(root, 'node_modules/node')
  await run(process.execPath, ['installArchSpecificPackage.js'], directory)
  if (!findNode24()) {
    throw new Failure(
      `Node 24 could not be installed for ${process.platform} ${process.arch}. Install Node 24 or newer yourself, then try again.`,
    )
  }
}

function countMissing() {
  const wanted = readPackages(join(root, 'package-lock.json'))
  const installed = readPackages(join(root, 'node_modules/.package-lock.json'))
  return Object.entries(wanted).filter(([path, entry]) => {
    if (!path.startsWith('node_modules/')) return false
    const found = installed[path]
    if (!found) return !entry.optional
    if (found.version !== entry.version || found.integrity !== entry.integrity) return true
    return !existsSync(join(root, path, 'package.json'))
  }).length
}

function readPackages(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {}
}

function checkDisk() {
  const { bavail, bsize } = statfsSync(root)
  const megabytes = Math.floor((bavail * bsize) / 1_000_000)
  if (megabytes < 1200) {
    throw new Failure(
      `Only ${megabytes} MB are free where this clone lies; the packages need 1,200. Free some space, then try again.`,
    )
  }
}

/** npm on the machine's own Node: `npm ci` removes node_modules, and with it the Node inside it. */
function npm(argumentList) {
  const cli = process.env.npm_execpath
  const node = process.env.npm_node_execpath
  const usable = cli?.endsWith('.js') && node && !node.includes('node_modules')
  return usable ? run(node, [cli, ...argumentList], root) : run('npm', argumentList, root)
}

async function run(program, argumentList, cwd) {
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((directory) => !directory.includes('node_modules'))
    .join(delimiter)
  let said = ''
  const code = await new Promise((resolve) => {
    const child = spawn(program, argumentList, {
      cwd,
      env: { ...process.env, PATH: path, NODE_ENV: 'development' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (part) => {
        said += part
      })
    }
    child.once('error', (error) => {
      said += error.message
      resolve(1)
    })
    child.once('close', resolve)
  })
  if (code !== 0) throw new Failure(explain(said))
}

function explain(said) {
  const [, remedy] = remedies.find(([pattern]) => pattern.test(said)) ?? [
    null,
    'npm could not install the packages.',
  ]
  const lines = said.trim().split('\n').slice(-12)
  return `${remedy}\nnpm said:\n${lines.map((line) => `  ${line}`).join('\n')}`
}

const remedies = [
  [/spawn npm ENOENT/, 'npm is not installed. Install it (it comes with Node), then try again.'],
  [/ENOSPC/, 'The disk is full. Free 1,200 MB, then try again.'],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH/,
    'The package registry cannot be reached. Connect this machine, or set its proxy or mirror (npm config set registry …), then try again.',
  ],
  [
    /E40[13]\b/,
    'The package registry refused this machine. Check the registry and its sign-in (npm config list), then try again.',
  ],
  [
    /E404|ETARGET|notarget/,
    'The package registry lacks a package of package-lock.json. Use another registry (npm config set registry …), then try again.',
  ],
  [
    /EACCES|EPERM|EROFS/,
    'This user may not write here. Give this directory to the user who runs Sentra, then try again.',
  ],
  [
    /EUSAGE|out of sync|Missing:/,
    'package.json and package-lock.json do not agree. Run npm install and commit the lock file.',
  ],
  [/EINTEGRITY/, 'A package arrived damaged. Run npm cache clean --force, then try again.'],
]
