import { accessSync, constants, mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { Failure } from '../prepare.mjs'
import { inWords } from './words.ts'

/** What `npm start` takes from the environment; each has a working default. */
export type Settings = {
  dataDir: string
  sitePort: number
  /** Where the site serves https; undefined when that is switched off with 0. */
  tlsPort: number | undefined
  hubPort: number
  /** The database of the hub; without it the hub brings its own PostgreSQL. */
  databaseUrl: string | undefined
}

/** @throws Failure that names the variable and the remedy. */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const settings = {
    dataDir: resolve(environment.SENTRA_DATA || './data'),
    sitePort: port(environment, 'SENTRA_SITE_PORT', 8080),
    tlsPort:
      environment.SENTRA_SITE_TLS_PORT === '0' ? undefined : port(environment, 'SENTRA_SITE_TLS_PORT', 8443),
    hubPort: port(environment, 'SENTRA_HUB_PORT', 8090),
    databaseUrl: environment.DATABASE_URL || undefined,
  }
  const ports = [settings.sitePort, settings.tlsPort, settings.hubPort].filter((each) => each !== undefined)
  if (new Set(ports).size < ports.length) {
    throw new Failure(
      inWords({
        id: 'SENTRA_SITE_PORT, SENTRA_SITE_TLS_PORT dan SENTRA_HUB_PORT ada yang sama. Beri masing-masing porta sendiri.',
        en: 'Two of SENTRA_SITE_PORT, SENTRA_SITE_TLS_PORT and SENTRA_HUB_PORT are the same. Give each a port of its own.',
      }),
    )
  }
  if (settings.databaseUrl && !/^postgres(ql)?:\/\//.test(settings.databaseUrl)) {
    throw new Failure(
      inWords({
        id: 'DATABASE_URL harus dimulai dengan postgres://. Perbaiki, atau hapus agar PostgreSQL bawaan dipakai.',
        en: 'DATABASE_URL must begin with postgres://. Correct it, or unset it to use the PostgreSQL that comes along.',
      }),
    )
  }
  return settings
}

/** Makes the data directory, so that a wrong one is noticed before anything starts. */
export function ensureDataDir(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o755 })
    accessSync(directory, constants.W_OK | constants.X_OK)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Failure(
      inWords({
        id: `Tidak dapat menulis ke ${directory} (${reason}). Pilih direktori lain dengan SENTRA_DATA.`,
        en: `Cannot write to ${directory} (${reason}). Choose another directory with SENTRA_DATA.`,
      }),
    )
  }
}

function port(environment: NodeJS.ProcessEnv, name: string, fallback: number): number {
  const text = environment[name]
  if (!text) return fallback
  const value = Number(text)
  if (Number.isInteger(value) && value >= 1 && value <= 65_535) return value
  throw new Failure(
    inWords({
      id: `${name} berisi "${text}". Isi dengan bilangan bulat dari 1 sampai 65535.`,
      en: `${name} is "${text}". It must be a whole number from 1 to 65535.`,
    }),
  )
}
