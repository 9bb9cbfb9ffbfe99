import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort, makeTempDir, type StartedProcess, startProcess } from '@sentra/testkit'
import { stopOrphan } from '../../../hub/src/postgres/index.ts'
import { HttpClient } from '../client/http-client.ts'
import type { SimulatedClock } from './simulated-clock.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const hubMain = join(root, 'hub/src/main.ts')
const siteMain = join(root, 'site/src/main.ts')

export interface Credential {
  readonly who: string
  readonly role: string
  readonly pin: string
}

export interface StartUp {
  readonly what: 'hub' | 'site'
  readonly milliseconds: number
}

/**
 * One hub process with its own PostgreSQL and one site process, in a directory of their own, as
 * `npm start` would start them. They are killed with SIGKILL and started again on the same data.
 */
export class World {
  readonly directory: string
  readonly clock: SimulatedClock
  readonly hubHttp: HttpClient
  readonly siteHttp: HttpClient
  readonly startUps: StartUp[] = []
  hubCredentials: Credential[] = []
  siteCredentials: Credential[] = []
  hubKills = 0
  siteKills = 0
  #hub: StartedProcess | null = null
  #site: StartedProcess | null = null
  #enrolmentCode: string | undefined
  readonly #hubPort: number
  readonly #sitePort: number

  private constructor(directory: string, clock: SimulatedClock, hubPort: number, sitePort: number) {
    this.directory = directory
    this.clock = clock
    this.#hubPort = hubPort
    this.#sitePort = sitePort
    this.hubHttp = new HttpClient(`http://127.0.0.1:${hubPort}`)
    this.siteHttp = new HttpClient(`http://127.0.0.1:${sitePort}`)
  }

  static async make(makeClock: (directory: string) => SimulatedClock): Promise<World> {
    const directory = makeTempDir('karawang')
    return new World(directory, makeClock(directory), await freePort(), await freePort())
  }

  get hubIsRunning(): boolean {
    return this.#hub?.isRunning() ?? false
  }

  async startHub(): Promise<void> {
    const from = performance.now()
    this.#hub = await startProcess({
      script: hubMain,
      cwd: root,
      env: {
        ...this.#common(),
        SENTRA_HUB_PORT: String(this.#hubPort),
        SENTRA_HUB_HOST: '127.0.0.1',
        SENTRA_FIRST_SITE_NAME: 'Stadion Karawang',
      },
      timeoutSeconds: 120,
    })
    this.startUps.push({ what: 'hub', milliseconds: Math.round(performance.now() - from) })
    if (this.hubCredentials.length === 0) this.hubCredentials = credentialsOf(this.#hub)
    const codeFile = join(this.directory, 'hub', 'first-site-enrolment-code')
    if (!this.#enrolmentCode && existsSync(codeFile))
      this.#enrolmentCode = readFileSync(codeFile, 'utf8').trim()
  }

  async startSite(): Promise<void> {
    const from = performance.now()
    this.#site = await startProcess({
      script: siteMain,
      cwd: root,
      env: {
        ...this.#common(),
        SENTRA_SITE_PORT: String(this.#sitePort),
        SENTRA_SITE_HOST: '127.0.0.1',
        // 0: no second listener; this run speaks plain HTTP on the laptop itself.
        SENTRA_SITE_TLS_PORT: '0',
        SENTRA_SITE_NAME: 'Stadion Karawang',
        SENTRA_HUB_URL: this.hubHttp.base,
        ...(this.#enrolmentCode ? { SENTRA_ENROLMENT_CODE: this.#enrolmentCode } : {}),
        SENTRA_RETRY_BASE_MS: '100',
        SENTRA_RETRY_CAP_MS: '400',
        SENTRA_PROBE_MS: '150',
      },
      timeoutSeconds: 60,
    })
    this.startUps.push({ what: 'site', milliseconds: Math.round(performance.now() - from) })
    if (this.siteCredentials.length === 0) this.siteCredentials = credentialsOf(this.#site)
  }

  async killHub(): Promise<void> {
    this.hubKills += 1
    await this.#hub?.kill()
  }

  async killSite(): Promise<void> {
    this.siteKills += 1
    await this.#site?.kill()
  }

  /** The memory of a process in MiB, as the system counts it; 0 where it does not tell. */
  memoryMebibytes(): { hub: number; site: number } {
    return { hub: residentMebibytes(this.#hub?.pid), site: residentMebibytes(this.#site?.pid) }
  }

  /** The last words of both, for a person who looks for a fault. */
  lastLines(): string {
    const tail = (name: string, process: StartedProcess | null) =>
      `--- ${name}\n${process?.lines.slice(-25).join('\n') ?? ''}`
    return `${tail('site', this.#site)}\n${tail('hub', this.#hub)}`
  }

  async stop(): Promise<void> {
    this.hubHttp.close()
    this.siteHttp.close()
    await Promise.allSettled([this.#site?.stop(), this.#hub?.stop()])
    // A killed hub leaves its PostgreSQL behind; the next start would have taken it over.
    await stopOrphan(join(this.directory, 'hub', 'postgres'))
  }

  removeData(): void {
    rmSync(this.directory, { recursive: true, force: true, maxRetries: 5 })
  }

  #common(): Record<string, string> {
    return {
      SENTRA_DATA: this.directory,
      SENTRA_SIMULATED_CLOCK: this.clock.file,
      SENTRA_LOG_LEVEL: 'info',
    }
  }
}

function credentialsOf(process: StartedProcess): Credential[] {
  const marker = 'SENTRA-CREDENTIALS '
  const line = process.lines.find((candidate) => candidate.startsWith(marker))
  return line ? (JSON.parse(line.slice(marker.length)) as Credential[]) : []
}

function residentMebibytes(pid: number | undefined): number {
  try {
    const found = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    return Math.round(Number(found?.[1] ?? 0) / 1024)
  } catch {
    return 0
  }
}
