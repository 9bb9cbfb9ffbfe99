import { type ChildProcess, spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Credential } from '../../example/first-run.ts'

/** One life of the site: loaded, started, killed. */
export class SiteProcess {
  readonly #child: ChildProcess
  readonly #words: object[] = []
  readonly #listeners = new Set<() => void>()
  #errors = ''

  constructor(dataDir: string) {
    this.#child = spawn(process.execPath, [fileURLToPath(new URL('./killed-site.ts', import.meta.url))], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        // Loading takes most of a life: the code is compiled once.
        NODE_COMPILE_CACHE: join(tmpdir(), 'sentra-kills-code'),
        SENTRA_DATA: dataDir,
        SENTRA_SITE_HOST: '127.0.0.1',
        SENTRA_SITE_PORT: '0',
        SENTRA_SITE_TLS_PORT: '0',
      },
    })
    // Whoever kills it also breaks this pipe.
    this.#child.stdin!.on('error', () => {})
    this.#child.stderr!.on('data', (part: Buffer) => {
      this.#errors = (this.#errors + part).slice(-2_000)
    })
    createInterface(this.#child.stdout!).on('line', (line) => {
      this.#words.push(JSON.parse(line) as object)
      for (const listener of this.#listeners) listener()
    })
    this.#child.once('exit', () => {
      for (const listener of this.#listeners) listener()
    })
  }

  /** Opens the data; resolves with the port. */
  async start(): Promise<number> {
    await this.#word('loaded')
    this.tell()
    return this.#word<number>('port')
  }

  async loaded(): Promise<void> {
    await this.#word('loaded')
  }

  tell(): void {
    this.#child.stdin!.write('start\n')
  }

  credentials(): Promise<Credential[]> {
    return this.#word<Credential[]>('credentials')
  }

  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const gone = new Promise((resolve) => this.#child.once('exit', resolve))
    this.#child.kill('SIGKILL')
    await gone
  }

  #word<T>(name: string): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => done(() => reject(new Error(`no ${name} after 60 s`))), 60_000)
      const done = (settle: () => void) => {
        clearTimeout(timer)
        this.#listeners.delete(look)
        settle()
      }
      const look = () => {
        const word = this.#words.find((each) => name in each) as Record<string, T> | undefined
        if (word) done(() => resolve(word[name]!))
        else if (this.#child.exitCode !== null || this.#child.signalCode !== null)
          done(() => reject(new Error(`the site ended before ${name}: ${this.#errors}`)))
      }
      this.#listeners.add(look)
      look()
    })
  }
}
