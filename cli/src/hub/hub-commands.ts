import { join } from 'node:path'
import { leanEnvironment, leanFlags } from '@sentra/hub/lean-process'
import { type Command, InvalidArgumentError } from 'commander'
import { addImportBundleCommand } from '../bundle/bundle-commands.ts'
import { readPort } from '../places.ts'
import { runServer } from '../run-server.ts'
import { addAfterRestoreCommand } from './after-restore-command.ts'
import { addPasswordCommand } from './password-command.ts'
import { addRebuildCommand } from './rebuild-command.ts'
import { addStolenCommands } from './stolen-commands.ts'

/** `sentra hub …`: for the people who run a district's or a nation's hub. */
export function addHubCommands(program: Command): void {
  const hub = program.command('hub').description('Server nasional · The national hub')
  addImportBundleCommand(hub)
  hub
    .command('start')
    .description('Jalankan hub · Run the hub')
    .option('--data <folder>', 'folder data · data folder (SENTRA_DATA)')
    .option('--port <port>', 'porta · port (SENTRA_HUB_PORT)', readPort)
    .option(
      '--database-url <url>',
      'PostgreSQL; tanpa ini dipakai yang bawaan · without it, the one that comes along (DATABASE_URL)',
    )
    .addHelpText('after', '\nContoh · Example:\n  sentra hub start --data /var/lib/sentra --port 8090')
    .action(async (options: { data?: string; port?: string; databaseUrl?: string }) => {
      const settings = {
        SENTRA_DATA: options.data,
        SENTRA_HUB_PORT: options.port,
        DATABASE_URL: options.databaseUrl,
      }
      const lean = { flags: leanFlags, environment: leanEnvironment }
      await runServer(join(import.meta.dirname, '../../../hub/src/main.ts'), settings, lean)
    })

  addStolenCommands(hub)
  addPasswordCommand(hub)
  addAfterRestoreCommand(hub)
  addRebuildCommand(hub)

  hub
    .command('enrol-code')
    .description('Buat kode pendaftaran untuk satu sentra · Make an enrolment code for one centre')
    .requiredOption('--name <name>', 'nama sentra · name of the centre')
    .option('--hours <hours>', 'berlaku berapa jam · valid for so many hours', readHours, 72)
    .option('--data <folder>', 'folder data · data folder (SENTRA_DATA)')
    .option('--database-url <url>', 'PostgreSQL (DATABASE_URL)')
    .addHelpText('after', '\nContoh · Example:\n  sentra hub enrol-code --name "Puskesmas Klari" --hours 48')
    .action(async (options: { name: string; hours: number; data?: string; databaseUrl?: string }) => {
      const { name: siteName, hours: validHours, data, databaseUrl } = options
      // Loaded here: `sentra verify` needs no database driver.
      const { makeEnrolmentCode } = await import('./enrol-code.ts')
      const { code, validUntil } = await makeEnrolmentCode({ siteName, validHours, data, databaseUrl })
      const until = validUntil.toISOString().slice(0, 16).replace('T', ' ')
      process.stdout.write(`${code}\n`)
      process.stderr.write(
        `Sekali pakai, untuk ${siteName}, sampai ${until} UTC. · Good once, for ${siteName}, until ${until} UTC.\n`,
      )
    })
}

/** A code that lives longer than a month is a code that is found again. */
function readHours(text: string): number {
  const hours = Number(text)
  if (Number.isInteger(hours) && hours >= 1 && hours <= 720) return hours
  throw new InvalidArgumentError('1 … 720')
}
