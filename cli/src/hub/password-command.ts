import type { Command } from 'commander'
import { TellPerson } from '../tell-person.ts'
import type { HubPlace } from './hub-database.ts'

/** `sentra hub new-password`: for a person of the console who lost theirs. The hub goes on running. */
export function addPasswordCommand(hub: Command): void {
  hub
    .command('new-password')
    .description(
      'Kata sandi konsol yang baru, ditampilkan sekali · A new password of the console, shown once. Hub harus berjalan · the hub must run',
    )
    .requiredOption('--name <name>', 'nama masuk · who signs in, e.g. administrator')
    .option('--data <folder>', 'folder data · data folder (SENTRA_DATA)')
    .option('--database-url <url>', 'PostgreSQL (DATABASE_URL)')
    .addHelpText(
      'after',
      '\nPergantian ini tercatat; siapa pun yang masih masuk dengan kata sandi lama dikeluarkan.\nThe change is recorded; whoever is signed in with the old password is signed out.\n\nContoh · Example:\n  sentra hub new-password --name administrator --data ./data',
    )
    .action(async ({ name, ...place }: HubPlace & { name: string }) => {
      const { withHubDatabase } = await import('./hub-database.ts')
      const { renewPassword } = await import('../../../hub/src/console/renew-password.ts')
      const password = await withHubDatabase(place, (database) => renewPassword(database, name, new Date()))
      if (password === undefined) {
        throw new TellPerson({
          id: `Tidak ada yang masuk ke konsol dengan nama ${name}. Periksa namanya; yang pertama adalah administrator.`,
          en: `Nobody signs in to the console as ${name}. Check the name; the first one is administrator.`,
        })
      }
      process.stdout.write(`${password}\n`)
      process.stderr.write(
        `Kata sandi ${name}. Ditampilkan sekali ini saja: catat sekarang. · Shown this once: write it down now.\n`,
      )
    })
}
