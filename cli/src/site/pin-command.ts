import type { Command } from 'commander'
import { TellPerson } from '../tell-person.ts'

/** `sentra site new-pin`: for the administrator who forgot theirs, and for anybody whom no administrator can help. */
export function addPinCommand(site: Command): void {
  site
    .command('new-pin')
    .description(
      'PIN baru untuk satu petugas, ditampilkan sekali · A new PIN for one person, shown once. Hentikan sentra dulu · stop the site first',
    )
    .requiredOption('--staff <code>', 'kode petugas · staff code, e.g. A-01')
    .option('--data <folder>', 'folder data · data folder (SENTRA_DATA)')
    .addHelpText(
      'after',
      '\nPergantian ini tercatat; siapa pun yang masih masuk dengan PIN lama dikeluarkan.\nThe change is in the log; whoever is signed in with the old PIN is signed out.\n\nContoh · Example:\n  sentra site new-pin --staff A-01 --data ./data',
    )
    .action(async (options: { staff: string; data?: string }) => {
      const { withStoppedSite } = await import('./open-site-journal.ts')
      const { renewPin } = await import('../../../site/src/access/renew-pin.ts')
      const renewed = await withStoppedSite(options.data, ({ journal, keys }) =>
        renewPin({ journal, pepper: keys.pepper }, options.staff),
      )
      if (renewed === null) {
        throw new TellPerson({
          id: `Tidak ada petugas aktif dengan kode ${options.staff}. Periksa kodenya; administrator pertama adalah A-01.`,
          en: `Nobody with the code ${options.staff} works here. Check the code; the first administrator is A-01.`,
        })
      }
      // The PIN alone on standard output; what is said about it beside.
      process.stdout.write(`${renewed.pin}\n`)
      process.stderr.write(
        `PIN ${options.staff} (${renewed.displayName}). Ditampilkan sekali ini saja: catat sekarang. · Shown this once: write it down now.\n`,
      )
    })
}
