import { pino } from 'pino'
import { readSiteSettings } from '../../settings/site-settings.ts'
import { startSite } from '../../start-site.ts'

/**
 * The site node as a process that somebody kills: as `main.ts`, but it loads its code first and opens the data only when it
 * is told to, so that the next one is ready while the one before still runs.
 */
const say = (word: object) => process.stdout.write(`${JSON.stringify(word)}\n`)
say({ loaded: true })
process.stdin.once('data', async () => {
  const running = await startSite(readSiteSettings(process.env), pino({ level: 'silent' }), (credentials) =>
    say({ credentials }),
  )
  say({ port: running.port })
})
