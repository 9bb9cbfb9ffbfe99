import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { makeTempDir, type StartedProcess, startProcess } from '@sentra/testkit'
import pg from 'pg'
import { leanEnvironment, leanFlags } from '../lean-process.ts'
import { connectionOfRunning, stopOrphan } from '../postgres/index.ts'
import { TestSite } from './test-site.ts'

/** A real hub process with its own PostgreSQL, in a directory that is removed afterwards. */
export type TestHub = {
  url: string
  dataDir: string
  process: StartedProcess
  /** Of the first start. */
  password: string
  query<Row extends object>(sql: string, values?: unknown[]): Promise<Row[]>
  enrolmentCode(siteName?: string): Promise<string>
  signIn(): Promise<string>
  /** SIGKILL, as a power cut would; PostgreSQL outlives it. */
  kill(): Promise<void>
  restart(): Promise<void>
  stop(): Promise<void>
}

export async function startTestHub(env: Record<string, string> = {}): Promise<TestHub> {
  const data = env.SENTRA_DATA ?? makeTempDir('hub')
  const dataDir = join(data, 'hub')
  const start = () =>
    startProcess({
      flags: leanFlags,
      script: join(import.meta.dirname, '../main.ts'),
      env: {
        ...leanEnvironment,
        SENTRA_DATA: data,
        SENTRA_HUB_PORT: '0',
        SENTRA_HUB_HOST: '127.0.0.1',
        ...env,
      },
    })
  const urlOf = (started: StartedProcess) => {
    const line = started.lines.find((each) => each.includes('"ready":true'))!
    return `http://127.0.0.1:${(JSON.parse(line) as { port: number }).port}`
  }
  const first = await start()
  const said = first.lines.find((line) => line.startsWith('SENTRA-CREDENTIALS '))!
  const [credentials] = JSON.parse(said.slice('SENTRA-CREDENTIALS '.length)) as { pin: string }[]
  let token: string | undefined
  const hub: TestHub = {
    url: urlOf(first),
    dataDir,
    process: first,
    password: credentials!.pin,
    query: async (sql, values) => {
      const client = new pg.Client({ connectionString: connectionOfRunning(join(dataDir, 'postgres')) })
      await client.connect()
      try {
        return (await client.query(sql, values)).rows
      } finally {
        await client.end()
      }
    },
    signIn: async () => {
      if (token) return token
      const response = await fetch(`${hub.url}/v1/console/sign-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'administrator', password: hub.password }),
      })
      token = ((await response.json()) as { token: string }).token
      return token
    },
    enrolmentCode: async (siteName = 'Sentra Uji') => {
      const response = await fetch(`${hub.url}/v1/console/enrolment-codes`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${await hub.signIn()}` },
        body: JSON.stringify({ siteName }),
      })
      return ((await response.json()) as { code: string }).code
    },
    kill: async () => {
      await hub.process.kill()
    },
    restart: async () => {
      if (hub.process.isRunning()) await hub.process.stop()
      hub.process = await start()
      hub.url = urlOf(hub.process)
    },
    stop: async () => {
      if (hub.process.isRunning()) await hub.process.stop()
      else await stopOrphan(join(dataDir, 'postgres'))
      rmSync(data, { recursive: true, force: true, maxRetries: 5 })
    },
  }
  return hub
}

/** A hub with one site that it knows. */
export async function startHubWithSite(siteId = 'krw-01'): Promise<{ hub: TestHub; site: TestSite }> {
  const hub = await startTestHub()
  const site = new TestSite({ siteId, url: hub.url, now: () => new Date() })
  const { status, body } = await site.enrol(await hub.enrolmentCode())
  if (status !== 200) throw new Error(`${siteId} is not enrolled: ${JSON.stringify(body)}`)
  return { hub, site }
}

/** Waits until `look` answers with something, at most a minute: a busy machine is slow, and what never happens still fails. */
export async function eventually<Result>(
  look: () => Promise<Result | undefined | false>,
  what: string,
): Promise<Result> {
  const until = performance.now() + 60_000
  for (;;) {
    const found = await look()
    if (found) return found
    if (performance.now() > until) throw new Error(`${what}: not within 60 s`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
