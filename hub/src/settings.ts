import { join, resolve } from 'node:path'
import { type ConnectionBounds, usualConnectionBounds } from '@sentra/journal'

/** Everything the hub is told from outside, each with a working default. */
export type Settings = {
  /** Keys, public files and the embedded PostgreSQL. */
  dataDir: string
  host: string
  port: number
  /** Missing: the PostgreSQL that comes with the hub. */
  databaseUrl: string | undefined
  simulatedClock: string | undefined
  /** With a name, the first start leaves a code for the first site in `first-site-enrolment-code`. */
  firstSiteName: string | undefined
  logLevel: string
  hubName: string
  /** Whose midnight the console's "today" ends at. */
  timeZone: string
  /** https, as the world reaches this hub. Wallet cards name it as their issuer; without it there are none. */
  publicAddress: string | undefined
  connections: ConnectionBounds
  /** One line of counts to the log in so many seconds; 0: none. */
  summarySeconds: number
}

/** Reads the environment. Throws a sentence that names the variable when a value makes no sense. */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  const given = (name: string) => environment[name]?.trim() || undefined
  const number = (name: string, usual: number, least: number, most: number) => {
    const value = Number(given(name) ?? usual)
    if (Number.isInteger(value) && value >= least && value <= most) return value
    throw new Error(`${name} must be a whole number from ${least} to ${most}`)
  }
  const timeZone = given('SENTRA_TIME_ZONE') ?? 'Asia/Jakarta'
  try {
    new Intl.DateTimeFormat('en', { timeZone })
  } catch {
    throw new Error('SENTRA_TIME_ZONE must be a time zone such as Asia/Jakarta')
  }
  const publicAddress = given('SENTRA_HUB_PUBLIC_ADDRESS')?.replace(/\/$/, '')
  if (publicAddress !== undefined && !/^https:\/\/[^\s/]+(\/\S*)?$/.test(publicAddress)) {
    throw new Error('SENTRA_HUB_PUBLIC_ADDRESS must be an https address such as https://hub.example')
  }
  return {
    dataDir: join(resolve(given('SENTRA_DATA') ?? './data'), 'hub'),
    host: given('SENTRA_HUB_HOST') ?? '0.0.0.0',
    port: number('SENTRA_HUB_PORT', 8090, 0, 65_535),
    databaseUrl: given('DATABASE_URL'),
    simulatedClock: given('SENTRA_SIMULATED_CLOCK'),
    firstSiteName: given('SENTRA_FIRST_SITE_NAME'),
    logLevel: given('SENTRA_LOG_LEVEL') ?? 'info',
    hubName: given('SENTRA_HUB_NAME') ?? 'Sentra',
    timeZone,
    publicAddress,
    summarySeconds: number('SENTRA_SUMMARY_SECONDS', 60, 0, 86_400),
    connections: {
      all: number('SENTRA_HUB_CONNECTIONS', usual.all, 10, 100_000),
      perAddress: number('SENTRA_HUB_CONNECTIONS_PER_ADDRESS', usual.perAddress, 1, 100_000),
      headersMs: number('SENTRA_HUB_HEADERS_MS', usual.headersMs, 100, 120_000),
      requestMs: number('SENTRA_HUB_REQUEST_MS', usual.requestMs, 100, 600_000),
      silentMs: number('SENTRA_HUB_SILENT_MS', usual.silentMs, 100, 600_000),
    },
  }
}

const usual = usualConnectionBounds
