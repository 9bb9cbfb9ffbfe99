import { join } from 'node:path'
import type { Command } from 'commander'
import { runServer } from '../run-server.ts'

/** `sentra hub …`: for the people who run a district's or a nation's hub. */
export function addHubCommands(program: Command): void {
  const hub = program.command('hub').description('Server nasional · The national hub')
  hub
    .command('start')
    .description('Jalankan hub · Run the hub')
    .option('--data <folder>', 'folder data · data folder (SENTRA_DATA)')
    .option('--port <port>', 'porta · port (SENTRA_HUB_PORT)')
    .option(
      '--database-url <url>',
      'PostgreSQL; tanpa ini dipakai yang bawaan · without it, the one that comes along (DATABASE_URL)',
    )
    .addHelpText('after', '\nContoh · Example:\n  sentra hub start --data /var/lib/sentra --port 8090')
    .action(async (options: { data?: string; port?: string; databaseUrl?: string }) => {
      await runServer(join(import.meta.dirname, '../../../hub/src/main.ts'), {
        SENTRA_DATA: options.data,
        SENTRA_HUB_PORT: options.port,
        DATABASE_URL: options.databaseUrl,
      })
    })
}
