import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type {
  CommandAnswer,
  CommandData,
  CommandName,
  QueryAnswer,
  RefusalBody,
  Role,
} from '@sentra/contract'
import { pino } from 'pino'
import { v7 } from 'uuid'
import type { Credential } from '../example/first-run.ts'
import type { SiteSettings } from '../settings/site-settings.ts'
import { type RunningSite, startSite } from '../start-site.ts'

/**
 * A real site node for tests: real file, real log, real HTTP stack; only the clock is held by the test.
 * People sign in with PINs as at a desk, one for each role.
 */
export class SiteUnderTest {
  readonly dataDir: string
  running!: RunningSite
  now: Date
  private tokens = new Map<string, string>()
  private pins = new Map<string, string>()
  private settings: Partial<SiteSettings>
  private credentials: Credential[] = []
  /** What the node said that somebody must act on. */
  readonly logged: Record<string, unknown>[] = []

  private constructor(startAt: string, settings: Partial<SiteSettings>, dataDir?: string) {
    this.dataDir = dataDir ?? mkdtempSync(join(tmpdir(), 'sentra-site-'))
    this.now = new Date(startAt)
    this.settings = settings
  }

  static async start(startAt: string, settings: Partial<SiteSettings> = {}): Promise<SiteUnderTest> {
    const site = new SiteUnderTest(startAt, settings)
    await site.up()
    await site.signIn('A-01', site.credentials[0]!.pin)
    for (const [staffId, roles] of staff) {
      const { pin } = await site.command('A-01', 'staff.enrol', {
        staffId,
        displayName: `Petugas ${staffId}`,
        roles,
      })
      await site.signIn(staffId, pin!)
    }
    return site
  }

  /** Another laptop with the data in `dataDir`, and the same people at its desks. */
  static async twin(of: SiteUnderTest, dataDir: string): Promise<SiteUnderTest> {
    const site = new SiteUnderTest(of.now.toISOString(), of.settings, dataDir)
    site.pins = new Map(of.pins)
    await site.up()
    await site.newShift()
    return site
  }

  async up(changes: Partial<SiteSettings> = {}): Promise<void> {
    this.settings = { ...this.settings, ...changes }
    this.running = await startSite(
      {
        dataDir: this.dataDir,
        host: '127.0.0.1',
        port: 0,
        tlsPort: null,
        hubUrl: null,
        enrolmentCode: null,
        siteId: 'krw-01',
        siteName: 'Sentra Karawang',
        timeZone: 'Asia/Jakarta',
        clock: { now: () => new Date(this.now) },
        clockIsSimulated: true,
        exampleCampaign: false,
        retryBaseMs: 20,
        retryCapMs: 200,
        probeMs: 100,
        nationalCardWaitSeconds: 30,
        twoDevices: true,
        logLevel: 'silent',
        ...this.settings,
      },
      pino({ level: 'fatal' }, { write: (line: string) => void this.logged.push(JSON.parse(line)) }),
      (credentials) => {
        this.credentials = credentials
      },
    )
  }

  async restart(settings: Partial<SiteSettings> = {}): Promise<void> {
    await this.running.stop()
    this.settings = { ...this.settings, ...settings }
    await this.up()
  }

  async end(): Promise<void> {
    await this.running.stop()
    rmSync(this.dataDir, { recursive: true, force: true })
  }

  advance(by: { days?: number; hours?: number; minutes?: number; seconds?: number }): void {
    const { days = 0, hours = 0, minutes = 0, seconds = 0 } = by
    this.now = new Date(this.now.getTime() + (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000)
  }

  async signIn(staffId: string, pin: string): Promise<void> {
    const { status, body } = await this.send('POST', '/v1/sign-in', { staffId, pin })
    if (status !== 200) throw new Error(`sign-in of ${staffId}: ${JSON.stringify(body)}`)
    this.tokens.set(staffId, (body as { token: string }).token)
    this.pins.set(staffId, pin)
  }

  /** What somebody's browser holds: for tests that send it from elsewhere. */
  tokenOf(staffId: string): string {
    return this.tokens.get(staffId)!
  }

  pinOf(staffId: string): string {
    return this.pins.get(staffId)!
  }

  /** A shift ends by itself after twelve hours: everybody signs in again. */
  async newShift(): Promise<void> {
    for (const [staffId, pin] of this.pins) await this.signIn(staffId, pin)
  }

  /** A command that must be recorded; throws with the refusal otherwise. */
  async command<N extends CommandName>(
    staffId: string,
    name: N,
    data: CommandData<N>,
    commandId: string = v7(),
  ): Promise<CommandAnswer & { event: { data: never } }> {
    const { status, body } = await this.send('POST', `/v1/commands/${name}`, { commandId, data }, staffId)
    if (status !== 200) throw new Error(`${name}: ${JSON.stringify(body)}`)
    return body as CommandAnswer & { event: { data: never } }
  }

  /** A command that must be refused: answers with the refusal. */
  async refusal<N extends CommandName>(
    staffId: string,
    name: N,
    data: unknown,
    commandId: string = v7(),
  ): Promise<RefusalBody & { status: number }> {
    const { status, body } = await this.send('POST', `/v1/commands/${name}`, { commandId, data }, staffId)
    if (status === 200) throw new Error(`${name} should have been refused`)
    return { ...(body as RefusalBody), status }
  }

  async ask<N extends 'status' | 'queue' | 'stock' | 'days' | 'outages'>(name: N): Promise<QueryAnswer<N>> {
    return (await this.send('GET', `/v1/${name}`, undefined, 'C-01')).body as QueryAnswer<N>
  }

  async send(method: 'GET' | 'POST', url: string, body?: unknown, staffId?: string) {
    const token = staffId ? this.tokens.get(staffId) : undefined
    const response = await this.running.server.inject({
      method,
      url,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    })
    const text = response.payload
    const isJson = (response.headers['content-type'] ?? '').toString().includes('json')
    return {
      status: response.statusCode,
      body: isJson && text ? (JSON.parse(text) as unknown) : text,
      raw: response.rawPayload,
    }
  }
}

const staff: [string, Role[]][] = [
  ['C-01', ['coordinator']],
  ['G-01', ['gate']],
  ['R-01', ['registrar']],
  ['S-01', ['screener']],
  ['V-01', ['vaccinator']],
  ['O-01', ['observer']],
  ['K-01', ['card-clerk']],
  ['VK-01', ['vaccinator', 'card-clerk']],
  ['P-01', ['auditor']],
]
