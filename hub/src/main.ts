import { askedToEnd } from '@sentra/journal'
import { pino } from 'pino'
import { readSettings } from './settings.ts'
import { startHub } from './start-hub.ts'

/**
 * The hub as a process: settings from the environment, one JSON line per event on standard output, the
 * last of the start with `"ready":true`. SIGTERM and SIGINT end it in order, a second one at once; SIGKILL
 * at any moment loses nothing that was acknowledged.
 */
const settings = readSettings(process.env)
const log = pino({ level: settings.logLevel, base: { part: 'hub' } })

const stopped = askedToEnd((why) => log.warn({ why }, 'the hub ends at once'))

try {
  const hub = await startHub(settings, log, ({ name, role, password }) => {
    process.stdout.write(`SENTRA-CREDENTIALS ${JSON.stringify([{ who: name, role, pin: password }])}\n`)
  })
  log.info({ ready: true, port: hub.port, milliseconds: Math.round(performance.now()) }, 'the hub is ready')
  const reason = await Promise.race([
    stopped.then(() => 'asked'),
    hub.databaseGone.then(() => 'database gone'),
    hub.tooOld.then((step) => step),
  ])
  log.info({ reason }, 'the hub stops')
  await hub.stop()
  if (reason === 'database gone') throw new Error('PostgreSQL ended by itself; its log says why')
  if (reason !== 'asked')
    throw new Error(
      `A newer hub has changed the database (${reason}), and this version may not work with it. Start the newer version here too. · Server pusat versi baru telah mengubah basis data (${reason}), dan versi ini tidak boleh bekerja dengannya. Jalankan versi baru di sini juga.`,
    )
  log.info('the hub has stopped')
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException
  const said =
    code === 'EADDRINUSE'
      ? `Port ${settings.port} is taken. Stop what uses it, or set SENTRA_HUB_PORT to another one. · Porta ${settings.port} sudah dipakai. Hentikan pemakainya, atau isi SENTRA_HUB_PORT dengan porta lain.`
      : message
  log.fatal({ code }, said)
  // `npm start` reads the line above; who started the hub alone reads this one.
  if (!process.send) process.stderr.write(`\n${said.split(' · ').toReversed().join('\n')}\n`)
  process.exitCode = 1
}
