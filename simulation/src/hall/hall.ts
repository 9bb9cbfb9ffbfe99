import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import {
  freePort,
  freshSeed,
  makeTempDir,
  type StartedProcess,
  seededChance,
  startProcess,
} from '@sentra/testkit'
import { stopOrphan } from '../../../hub/src/postgres/index.ts'
import { HttpClient } from '../client/http-client.ts'
import { commandIds } from '../client/identity.ts'
import { type AcknowledgedCommand, SiteClient } from '../client/site-client.ts'
import { SimulatedClock } from '../world/simulated-clock.ts'
import { codeForAnotherSite, credentialsIn } from './credentials.ts'

export interface HallOptions {
  /** With the example campaign (200 doses, five days, one person for each role), or an empty site. */
  readonly example?: boolean
  /** A rehearsal: hub and site read this clock, which the test moves. */
  readonly startAt?: string
  readonly siteEnvironment?: Record<string, string>
  readonly hubEnvironment?: Record<string, string>
  /** Another site under the hub of this hall. */
  readonly under?: Hall
  /** Folders of other builds of Sentra, installed: whose hub and whose site this hall has. */
  readonly builds?: { readonly hub?: string; readonly site?: string }
}

/**
 * A hub and a site as real processes on a data directory of their own. Either can be killed, without a
 * word, and brought back on the same data. `staff` are people who do by hand, over HTTP, what a story
 * needs to have happened before its browser comes in.
 */
export class Hall {
  readonly dataDir: string
  readonly clock: SimulatedClock | null
  siteUrl = ''
  hubUrl = ''
  /** Every command that was answered, over all people who work by hand. */
  readonly acknowledged: AcknowledgedCommand[] = []
  private readonly builds: { hub: string; site: string }
  private readonly options: HallOptions
  private hub: StartedProcess | null = null
  private site: StartedProcess | null = null
  private http: HttpClient | null = null
  private readonly people = new Map<string, SiteClient>()
  private readonly pins = new Map<string, string>()
  private readonly lives: ['site' | 'hub', StartedProcess][] = []
  private enrolmentCode = ''
  private hubPort = 0
  private sitePort = 0

  constructor(options: HallOptions = {}) {
    this.options = options
    this.builds = { hub: options.builds?.hub ?? repository, site: options.builds?.site ?? repository }
    this.dataDir = makeTempDir('hall')
    this.clock = options.startAt
      ? new SimulatedClock(join(this.dataDir, 'clock'), Date.parse(options.startAt))
      : null
  }

  async open(): Promise<void> {
    const { under } = this.options
    if (under) {
      this.hubUrl = under.hubUrl
      this.enrolmentCode = await codeForAnotherSite(under.hubUrl, credentialsIn(under.hub))
    } else {
      this.hubPort = await freePort()
      this.hubUrl = `http://127.0.0.1:${this.hubPort}`
      await this.startHub()
      const file = join(this.dataDir, 'hub/first-site-enrolment-code')
      this.enrolmentCode = readFileSync(file, 'utf8').trim()
    }
    this.sitePort = await freePort()
    this.siteUrl = `http://localhost:${this.sitePort}`
    this.http = new HttpClient(this.siteUrl)
    await this.startSite()
    for (const { who, pin } of credentialsIn(this.site)) this.pins.set(who.split(' ')[0] ?? '', pin)
  }

  async startHub(): Promise<void> {
    mkdirSync(this.dataDir, { recursive: true })
    this.hub = await startProcess({
      script: 'hub/src/main.ts',
      cwd: this.builds.hub,
      env: {
        ...this.common(),
        SENTRA_HUB_PORT: String(this.hubPort),
        SENTRA_FIRST_SITE_NAME: 'Sentra Karawang',
        // What wallets would ask for the key; nobody asks here.
        SENTRA_HUB_PUBLIC_ADDRESS: 'https://hub.example',
        ...this.options.hubEnvironment,
      },
      timeoutSeconds: 120,
    })
    this.lives.push(['hub', this.hub])
  }

  async startSite(): Promise<void> {
    this.site = await startProcess({
      script: 'site/src/main.ts',
      cwd: this.builds.site,
      env: {
        ...this.common(),
        SENTRA_SITE_PORT: String(this.sitePort),
        SENTRA_SITE_TLS_PORT: '0',
        SENTRA_HUB_URL: this.hubUrl,
        SENTRA_ENROLMENT_CODE: this.enrolmentCode,
        ...(this.options.example === false ? {} : { SENTRA_EXAMPLE_CAMPAIGN: '1' }),
        SENTRA_PROBE_MS: '300',
        SENTRA_RETRY_BASE_MS: '100',
        SENTRA_RETRY_CAP_MS: '500',
        ...this.options.siteEnvironment,
      },
    })
    this.lives.push(['site', this.site])
  }

  /** As PCare fell: without a word. */
  async killHub(): Promise<void> {
    await this.hub?.kill()
    await this.until((link) => link === 'down')
  }

  async bringHubBack(): Promise<void> {
    await this.startHub()
    await this.until((link, waiting) => link === 'up' && waiting === 0)
  }

  async killSite(): Promise<void> {
    await this.site?.kill()
  }

  /** Stops one of them in order and starts another build on its data. Throws what that build says if it refuses. */
  async change(who: 'site' | 'hub', build = repository): Promise<void> {
    this.builds[who] = build
    await (who === 'site' ? this.site : this.hub)?.stop()
    await (who === 'site' ? this.startSite() : this.startHub())
    await this.until((link, waiting) => link === 'up' && waiting === 0)
  }

  /** Every line that one of them has written since the hall was opened, over all its lives. */
  said(who: 'site' | 'hub'): readonly string[] {
    return this.lives.filter(([which]) => which === who).flatMap(([, { lines }]) => lines)
  }

  pinOf(staffId: string): string {
    const pin = this.pins.get(staffId)
    if (pin === undefined) throw new Error(`${staffId} has no PIN at this site`)
    return pin
  }

  /** Who may sign in at the hub's console: said at its first start. */
  consoleUser(): { name: string; password: string } {
    const [first] = credentialsIn(this.hub)
    if (!first) throw new Error('this hub said at an earlier start who may sign in')
    return { name: first.who, password: first.pin }
  }

  /** Somebody was enrolled by the story itself. */
  learnPin(staffId: string, pin: string): void {
    this.pins.set(staffId, pin)
  }

  /** A member of staff working by hand, without a browser. */
  staff(staffId: string): SiteClient {
    const known = this.people.get(staffId)
    if (known) return known
    if (!this.http) throw new Error('the hall is not open')
    const person = new SiteClient({
      http: this.http,
      staff: { staffId, pin: this.pinOf(staffId) },
      nextId: commandIds(seededChance(freshSeed()), () => this.clock?.now() ?? Date.now()),
      acknowledged: this.acknowledged,
      losesAnswer: () => false,
    })
    this.people.set(staffId, person)
    return person
  }

  async close(): Promise<void> {
    this.http?.close()
    await Promise.allSettled([this.site?.stop(), this.hub?.stop()])
    // A killed hub leaves its PostgreSQL behind; its next start would have taken it over.
    await stopOrphan(join(this.dataDir, 'hub', 'postgres'))
  }

  removeData(): void {
    rmSync(this.dataDir, { recursive: true, force: true, maxRetries: 5 })
  }

  private common(): Record<string, string> {
    return {
      SENTRA_DATA: this.dataDir,
      ...(this.clock ? { SENTRA_SIMULATED_CLOCK: this.clock.file } : {}),
    }
  }

  private async until(reached: (link: string, waiting: number) => boolean): Promise<void> {
    for (let tries = 0; tries < 300; tries += 1) {
      const { link } = (await (await fetch(`${this.siteUrl}/v1/status`)).json()) as {
        link: { state: string; waiting: number }
      }
      if (reached(link.state, link.waiting)) return
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error('the link to the hub did not come to the state the story needs')
  }
}

const repository = new URL('../../../', import.meta.url).pathname
