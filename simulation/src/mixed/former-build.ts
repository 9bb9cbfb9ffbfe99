import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const repository = new URL('../../../', import.meta.url).pathname

/** An installation may take that long on a slow line; after it nobody waits any more. */
const installMinutesMax = 10

/** An older build, taken out of the history into a folder of its own and installed there. */
export class FormerBuild {
  readonly revision: string
  readonly folder: string
  private readonly parent: string

  private constructor(revision: string, parent: string) {
    this.revision = revision
    this.parent = parent
    this.folder = join(parent, 'sentra')
  }

  /** @throws Error in git's or npm's words when there is no such revision or no registry */
  static async install(name: string, say: (text: string) => void): Promise<FormerBuild> {
    const revision = git('rev-parse', '--short=7', '--verify', '--end-of-options', `${name}^{commit}`).trim()
    const build = new FormerBuild(revision, mkdtempSync(join(tmpdir(), `sentra-${revision}-`)))
    try {
      git('worktree', 'add', '--detach', build.folder, revision)
    } catch (error) {
      rmSync(build.parent, { recursive: true, force: true })
      throw error
    }
    try {
      const from = performance.now()
      const seconds = () => Math.round((performance.now() - from) / 1000)
      const heartbeat = setInterval(() => say(`  still installing ${revision}, ${seconds()} s`), 15_000)
      await install(build.folder).finally(() => clearInterval(heartbeat))
      say(`  ${revision} installed in ${seconds()} s`)
      return build
    } catch (error) {
      build.remove()
      throw error
    }
  }

  /**
   * The steps of today's data that this build does not know and that say it must not open it: the rollback floor. None:
   * it may open what today's build has changed.
   */
  floorAbove(who: 'site' | 'hub'): string[] {
    const folder = `${who}/src/store/migrations`
    const known = new Set(readdirSync(join(this.folder, folder)))
    return readdirSync(join(repository, folder)).filter(
      (name) =>
        name.endsWith('.sql') &&
        !known.has(name) &&
        /^-- An older build may open .*: no\b/m.test(readFileSync(join(repository, folder, name), 'utf8')),
    )
  }

  /** Whether this build looks for a floor at all: the first ones opened what a newer build had changed without a word. */
  looksForFloor(who: 'site' | 'hub'): boolean {
    const store = join(this.folder, who, 'src/store')
    // A hub refused every step it did not know, long before steps said what they allow.
    return who === 'hub' || existsSync(join(store, 'migrate.ts'))
  }

  remove(): void {
    try {
      git('worktree', 'remove', '--force', this.folder)
    } finally {
      rmSync(this.parent, { recursive: true, force: true, maxRetries: 5 })
    }
  }
}

function git(...words: string[]): string {
  return execFileSync('git', words, { cwd: repository, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

async function install(folder: string): Promise<void> {
  const words = ['ci', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']
  const child = spawn('npm', words, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  const timer = setTimeout(() => child.kill(), installMinutesMax * 60_000)
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    said = (said + part).slice(-4_000)
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  }).finally(() => clearTimeout(timer))
  if (code !== 0) throw new Error(`npm ci in ${folder} ended with ${code}:\n${said}`)
}
