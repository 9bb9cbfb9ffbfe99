import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort, type StartedProcess, startProcess } from '@sentra/testkit'

/** A hub and a site as real processes, with the example campaign; the hub can be killed and brought back. */
export class Hall {
  readonly dataDir: string
  siteUrl = ''
  hubUrl = ''
  private hub: StartedProcess | null = null
  private site: StartedProcess | null = null
  private pins = new Map<string, string>()
  private hubPort = 0

  constructor(dataDir: string) {
    this.dataDir = dataDir
  }

  async open(): Promise<void> {
    this.hubPort = await freePort()
    this.hubUrl = `http://127.0.0.1:${this.hubPort}`
    await this.startHub()
    const port = await freePort()
    this.siteUrl = `http://localhost:${port}`
    this.site = await startProcess({
      script: 'site/src/main.ts',
      cwd: repository,
      ready: /"ready":true/,
      env: {
        SENTRA_DATA: this.dataDir,
        SENTRA_SITE_PORT: String(port),
        SENTRA_SITE_TLS_PORT: '0',
        SENTRA_HUB_URL: this.hubUrl,
        SENTRA_ENROLMENT_CODE: readFileSync(
          join(this.dataDir, 'hub/first-site-enrolment-code'),
          'utf8',
        ).trim(),
        SENTRA_EXAMPLE_CAMPAIGN: '1',
        SENTRA_PROBE_MS: '300',
        SENTRA_RETRY_BASE_MS: '100',
        SENTRA_RETRY_CAP_MS: '500',
      },
    })
    const line = this.site.lines.find((each) => each.startsWith('SENTRA-CREDENTIALS '))!
    for (const { who, pin } of JSON.parse(line.slice('SENTRA-CREDENTIALS '.length)) as {
      who: string
      pin: string
    }[]) {
      this.pins.set(who.split(' ')[0]!, pin)
    }
  }

  async startHub(): Promise<void> {
    mkdirSync(this.dataDir, { recursive: true })
    this.hub = await startProcess({
      script: 'hub/src/main.ts',
      cwd: repository,
      ready: /"ready":true/,
      env: {
        SENTRA_DATA: this.dataDir,
        SENTRA_HUB_PORT: String(this.hubPort),
        SENTRA_FIRST_SITE_NAME: 'Sentra Karawang',
      },
    })
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

  pinOf(staffId: string): string {
    return this.pins.get(staffId)!
  }

  async close(): Promise<void> {
    await this.site?.stop()
    await this.hub?.stop()
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
