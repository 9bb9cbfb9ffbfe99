import type { Command } from 'commander'
import type { HubPlace } from './hub-database.ts'

/** `sentra hub after-restore`: once, after the hub's database was put back from a backup. */
export function addAfterRestoreCommand(hub: Command): void {
  hub
    .command('after-restore')
    .description(
      'Sekali, setelah basis data hub dipulihkan dari cadangan · Once, after the database of the hub was restored from a backup',
    )
    .option('--data <folder>', 'folder data · data folder (SENTRA_DATA)')
    .option('--database-url <url>', 'PostgreSQL (DATABASE_URL)')
    .addHelpText(
      'after',
      '\nKartu baru mendapat nomor di daftar baru, karena nomor lama mungkin sudah ada di kartu.\nNew cards get numbers on new lists, because the old numbers may be on cards already.\n\nContoh · Example:\n  sentra hub after-restore --data ./data',
    )
    .action(async (place: HubPlace) => {
      const { withHubDatabase } = await import('./hub-database.ts')
      const { beginAfterRestore } = await import('../../../hub/src/issue/begin-after-restore.ts')
      const mark = await withHubDatabase(place, beginAfterRestore)
      process.stderr.write(
        `Daftar nomor kartu yang baru berakhir dengan ${mark}. · The new lists of card numbers end with ${mark}.\n`,
      )
    })
}
