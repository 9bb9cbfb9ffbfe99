import type { Command } from 'commander'
import { TellPerson } from '../tell-person.ts'
import type { HubPlace } from './hub-database.ts'

/** Without one event more in so long the views are not being built: no hub runs on this database. */
const standsStillMilliseconds = 60_000

/** `sentra hub rebuild`: the views of the registry anew from the journals, while the hub goes on taking events. */
export function addRebuildCommand(hub: Command): void {
  hub
    .command('rebuild')
    .description(
      'Bangun ulang tampilan registri dari jurnal · Build the views of the registry again from the journals',
    )
    .option('--data <folder>', 'folder data · data folder (SENTRA_DATA)')
    .option('--database-url <url>', 'PostgreSQL (DATABASE_URL)')
    .addHelpText(
      'after',
      '\nHub tetap berjalan dan menerima; angka di konsol belum lengkap sampai selesai. Kartu, nomor, dan kasus tidak berubah.\nThe hub keeps running and taking events; figures of the console are incomplete until the end. Cards, numbers and cases stay as they are.\n\nContoh · Example:\n  sentra hub rebuild --data ./data',
    )
    .action(async (place: HubPlace) => {
      const { withHubDatabase } = await import('./hub-database.ts')
      const { resetRegistry } = await import('../../../hub/src/project/rebuild-registry.ts')
      const { viewsProgress } = await import('../../../hub/src/project/rebuild-progress.ts')
      await withHubDatabase(place, async (database) => {
        await resetRegistry(database)
        let [last, movedAt] = [-1, performance.now()]
        for (;;) {
          const { shown, held } = await viewsProgress(database)
          process.stderr.write(`${shown} / ${held}\n`)
          if (shown >= held) return
          if (shown !== last) [last, movedAt] = [shown, performance.now()]
          if (performance.now() - movedAt > standsStillMilliseconds) throw standsStill()
          await new Promise((resolve) => setTimeout(resolve, 1_000))
        }
      })
      process.stderr.write('Selesai. · Done.\n')
    })
}

const standsStill = () =>
  new TellPerson({
    id: 'Tampilan sudah dikosongkan, tetapi tidak bertambah selama satu menit. Jalankan hub; pembangunan ulang berlanjut sendiri.',
    en: 'The views were emptied and have not grown for a minute. Start the hub; it goes on building them by itself.',
  })
