import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type ConnectionBounds, usualConnectionBounds } from '@sentra/journal'
import { type Clock, simulatedClock, systemClock } from '../clock/clock.ts'
import { isTimeZone } from '../clock/site-time.ts'
import type { WatchedTarget } from '../link/target-watch.ts'

/** Everything a site process takes from outside. Each has a working default. */
export interface SiteSettings {
  readonly dataDir: string
  readonly host: string
  readonly port: number
  /** Where https is served; null: not at all, 0: a port the system chooses. */
  readonly tlsPort: number | null
  readonly hubUrl: string | null
  readonly enrolmentCode: string | null
  readonly siteId: string
  readonly siteName: string
  readonly timeZone: string
  readonly clock: Clock
  readonly clockIsSimulated: boolean
  readonly exampleCampaign: boolean
  readonly retryBaseMs: number
  readonly retryCapMs: number
  readonly probeMs: number
  /** Seconds a person waits for the national card before a local one may be made without an outage. */
  readonly nationalCardWaitSeconds: number
  /** Whether a local card needs another device than its injection. By default off only in the example, which one person walks through on one computer. */
  readonly twoDevices: boolean
  readonly logLevel: string
  /** National services to watch. */
  readonly targets?: readonly WatchedTarget[]
  /** Opens the sealed keys; null where the keys lie in files of their own. */
  readonly passphrase?: string | null
  /** Missing: the usual ones of a hall. */
  readonly connections?: ConnectionBounds
  /** One line of counts to the log in so many seconds; missing or 0: none. */
  readonly summarySeconds?: number
}

/** Some hundred phones and tablets, each with the six connections of a browser. */
export const hallConnections: ConnectionBounds = { ...usualConnectionBounds, all: 2_000, perAddress: 500 }

export class InvalidSettingError extends Error {}

/** Reads the settings from the environment. @throws InvalidSettingError that names the variable and the remedy. */
export function readSiteSettings(environment: Record<string, string | undefined>): SiteSettings {
  const clockFile = environment.SENTRA_SIMULATED_CLOCK
  const timeZone = environment.SENTRA_SITE_TIME_ZONE ?? 'Asia/Jakarta'
  if (!isTimeZone(timeZone)) {
    throw new InvalidSettingError(
      `SENTRA_SITE_TIME_ZONE is "${timeZone}", which is no IANA time zone. Use one such as Asia/Jakarta.`,
    )
  }
  return {
    dataDir: join(resolve(environment.SENTRA_DATA ?? './data'), 'site'),
    host: environment.SENTRA_SITE_HOST ?? '0.0.0.0',
    port: numberSetting(environment, 'SENTRA_SITE_PORT', 8080, 0, 65_535),
    tlsPort: numberSetting(environment, 'SENTRA_SITE_TLS_PORT', 8443, 0, 65_535) || null,
    hubUrl: environment.SENTRA_HUB_URL?.replace(/\/$/, '') ?? null,
    enrolmentCode: environment.SENTRA_ENROLMENT_CODE ?? null,
    siteId: environment.SENTRA_SITE_ID ?? 'krw-01',
    siteName: environment.SENTRA_SITE_NAME ?? 'Sentra Vaksinasi Karawang',
    timeZone,
    clock: clockFile ? simulatedClock(clockFile) : systemClock,
    clockIsSimulated: Boolean(clockFile),
    exampleCampaign: environment.SENTRA_EXAMPLE_CAMPAIGN === '1',
    retryBaseMs: numberSetting(environment, 'SENTRA_RETRY_BASE_MS', 1_000, 10, 60_000),
    retryCapMs: numberSetting(environment, 'SENTRA_RETRY_CAP_MS', 300_000, 50, 3_600_000),
    probeMs: numberSetting(environment, 'SENTRA_PROBE_MS', 5_000, 50, 600_000),
    nationalCardWaitSeconds: numberSetting(environment, 'SENTRA_CARD_WAIT_SECONDS', 30, 1, 3_600),
    twoDevices: switchSetting(environment, 'SENTRA_TWO_DEVICES', environment.SENTRA_EXAMPLE_CAMPAIGN !== '1'),
    logLevel: environment.SENTRA_LOG_LEVEL ?? 'info',
    targets: [
      ...watchedTarget(environment, 'pcare', 'SENTRA_PCARE_URL'),
      ...watchedTarget(environment, 'satusehat', 'SENTRA_SATUSEHAT_URL'),
    ],
    passphrase: readPassphrase(environment),
    summarySeconds: numberSetting(environment, 'SENTRA_SUMMARY_SECONDS', 60, 0, 86_400),
    connections: {
      all: numberSetting(environment, 'SENTRA_SITE_CONNECTIONS', hallConnections.all, 10, 100_000),
      perAddress: numberSetting(
        environment,
        'SENTRA_SITE_CONNECTIONS_PER_ADDRESS',
        hallConnections.perAddress,
        1,
        100_000,
      ),
      headersMs: numberSetting(
        environment,
        'SENTRA_SITE_HEADERS_MS',
        hallConnections.headersMs,
        100,
        120_000,
      ),
      requestMs: numberSetting(
        environment,
        'SENTRA_SITE_REQUEST_MS',
        hallConnections.requestMs,
        100,
        600_000,
      ),
      silentMs: numberSetting(environment, 'SENTRA_SITE_SILENT_MS', hallConnections.silentMs, 100, 600_000),
    },
  }
}

/** `…_URL` says where the service is asked, `…_EXPECT` words that its answer always has. */
function watchedTarget(
  environment: Record<string, string | undefined>,
  target: WatchedTarget['target'],
  name: string,
): WatchedTarget[] {
  const text = environment[name]
  if (!text) return []
  const url = URL.parse(text)
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new InvalidSettingError(
      `${name} is "${text}". It must be an address such as https://example.go.id/.`,
    )
  const contains = environment[name.replace('_URL', '_EXPECT')]
  return [{ target, url, expect: contains ? { kind: 'text', contains } : { kind: 'host' } }]
}

function switchSetting(
  environment: Record<string, string | undefined>,
  name: string,
  fallback: boolean,
): boolean {
  const text = environment[name]
  if (text === undefined || text === '') return fallback
  if (text !== 'on' && text !== 'off')
    throw new InvalidSettingError(`${name} is "${text}". It must be "on" or "off".`)
  return text === 'on'
}

/**
 * A passphrase from the environment or, better, from a file that only its owner may read.
 *
 * @throws InvalidSettingError when the file is named and is not there.
 */
export function readPassphrase(
  environment: Record<string, string | undefined>,
  name = 'SENTRA_SITE_PASSPHRASE',
): string | null {
  const file = environment[`${name}_FILE`]
  if (!file) return environment[name] || null
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '')
  } catch {
    throw new InvalidSettingError(`${name}_FILE names ${file}, which cannot be read. Check path and rights.`)
  }
}

function numberSetting(
  environment: Record<string, string | undefined>,
  name: string,
  fallback: number,
  least: number,
  most: number,
): number {
  const text = environment[name]
  if (text === undefined || text === '') return fallback
  const value = Number(text)
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new InvalidSettingError(`${name} is "${text}". It must be a whole number from ${least} to ${most}.`)
  }
  return value
}
