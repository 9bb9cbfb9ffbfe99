import { askedToEnd } from '@sentra/journal'
import { pino } from 'pino'
import type { Credential } from './example/first-run.ts'
import { InvalidSettingError, readSiteSettings } from './settings/site-settings.ts'
import { startSite } from './start-site.ts'
import { fingerprintOf } from './tls/site-authority.ts'

/** The site node as a process: settings from the environment, one JSON line for each thing worth knowing. */
const log = pino({
  level: process.env.SENTRA_LOG_LEVEL ?? 'info',
  base: { part: 'site' },
  redact: { paths: ['pin', 'token', 'nik', 'fullName', '*.pin', '*.nik', '*.fullName'], censor: '…' },
})
const asked = askedToEnd((why) => log.warn({ why }, 'the site ends at once'))

try {
  const running = await startSite(readSiteSettings(process.env), log, showOnce)
  const { siteId, secure } = running.site
  const https = secure?.port
    ? {
        tlsPort: secure.port,
        tlsAddresses: secure.addresses,
        fingerprint: fingerprintOf(secure.authority.certificate),
      }
    : {}
  log.info({ ready: true, port: running.port, ...https, siteId }, 'site ready')
  const signal = await asked
  log.info({ signal }, 'stopping')
  running.stop().then(
    () => process.exit(0),
    (error: Error) => {
      log.error({ error: error.message }, 'stopping failed')
      process.exit(1)
    },
  )
} catch (error) {
  const said = error instanceof InvalidSettingError ? error.message : plain(error)
  log.fatal({ error: said }, 'the site cannot start')
  // `npm start` reads the line above; who started the site alone reads this one.
  if (!process.send) process.stderr.write(`\n${said.split(' · ').toReversed().join('\n')}\n`)
  process.exit(1)
}

/** The launcher shows these to the person at the screen; they are in no log. */
function showOnce(credentials: Credential[]): void {
  process.stdout.write(`SENTRA-CREDENTIALS ${JSON.stringify(credentials)}\n`)
}

function plain(error: unknown): string {
  const { code, message } = error as { code?: string; message: string }
  if (code === 'EADDRINUSE')
    return 'The port is taken. Set SENTRA_SITE_PORT to a free one, or stop the other program. · Porta sudah dipakai program lain. Isi SENTRA_SITE_PORT dengan porta lain, atau hentikan program itu.'
  return message
}
