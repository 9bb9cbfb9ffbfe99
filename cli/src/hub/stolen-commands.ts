import { type Command, InvalidArgumentError } from 'commander'
import { TellPerson } from '../tell-person.ts'
import type { HubPlace } from './hub-database.ts'

/** `sentra hub report-stolen` and `extend-cards`: the two urgent words of a hub. Published within a second. */
export function addStolenCommands(hub: Command): void {
  hub
    .command('report-stolen')
    .description('Laptop hilang atau dicuri: tolak kuncinya · A laptop is lost or stolen: deny its key')
    .requiredOption('--site <site>', 'lokasi · site, e.g. krw-01')
    .option(
      '--device <device>',
      'satu perangkat saja; tanpa ini seluruh laptop lokasi, dan lokasinya dikarantina · one device only; without it the whole site, which is then quarantined',
    )
    .option('--data <folder>', 'folder data · data folder (SENTRA_DATA)')
    .option('--database-url <url>', 'PostgreSQL (DATABASE_URL)')
    .addHelpText('after', '\nContoh · Example:\n  sentra hub report-stolen --site krw-01')
    .action(async (options: HubPlace & { site: string; device?: string }) => {
      const { withHubDatabase } = await import('./hub-database.ts')
      const { reportStolen } = await import('../../../hub/src/issue/report-stolen.ts')
      const { site: siteId, device: deviceId, ...place } = options
      const report = await withHubDatabase(place, (database) =>
        reportStolen(database, { siteId, deviceId, now: new Date() }),
      )
      if (!report) {
        throw new TellPerson({
          id: `Tidak ada sertifikat yang masih berlaku untuk ${siteId}${deviceId ? ` ${deviceId}` : ''}. Periksa namanya di konsol.`,
          en: `No certificate in force for ${siteId}${deviceId ? ` ${deviceId}` : ''}. Check the name in the console.`,
        })
      }
      process.stdout.write(
        [
          `✓ ${report.deviceIds.join(', ')}: kunci ditolak · key denied (${report.certificateIds.join(', ')})`,
          `  ${report.goodCards} kartu yang sudah dilaporkan tetap berlaku · reported cards stay good`,
          `  ${report.suspended} nomor yang belum dilaporkan ditangguhkan · unreported places suspended`,
          report.quarantined
            ? '  Lokasi dikarantina. Daftarkan laptop pengganti dengan kode baru dan epoch berikutnya. · The site is quarantined. Enrol a replacement with a new code and the next epoch.'
            : '  Lokasi tetap bekerja. · The site goes on.',
          '  Bulletin: /trust/bulletin.cwt',
          '',
        ].join('\n'),
      )
    })

  hub
    .command('extend-cards')
    .description(
      'Kartu lokal satu daftar berlaku lebih lama karena gangguan · Local cards of one list live longer, because of an outage',
    )
    .requiredOption('--list <list>', 'daftar status · status list, e.g. id-krw-2021-08')
    .requiredOption('--until <date>', 'sampai tanggal · until this date (YYYY-MM-DD, UTC)', readDate)
    .option('--data <folder>', 'folder data · data folder (SENTRA_DATA)')
    .option('--database-url <url>', 'PostgreSQL (DATABASE_URL)')
    .addHelpText(
      'after',
      '\nContoh · Example:\n  sentra hub extend-cards --list id-krw-2021-08 --until 2021-10-31',
    )
    .action(async (options: HubPlace & { list: string; until: Date }) => {
      const { withHubDatabase } = await import('./hub-database.ts')
      const { extendCards } = await import('../../../hub/src/issue/extend-cards.ts')
      const { list: statusList, until, ...place } = options
      const outcome = await withHubDatabase(place, (database) =>
        extendCards(database, { statusList, until, now: new Date() }),
      )
      if (outcome === 'unknown-list') {
        throw new TellPerson({
          id: `Tidak ada daftar kartu lokal ${statusList}. Lihat /status/index.json.`,
          en: `There is no list of local cards ${statusList}. See /status/index.json.`,
        })
      }
      if (outcome === 'date-out-of-range') {
        throw new TellPerson({
          id: 'Tanggalnya harus sesudah hari ini dan paling lama 180 hari lagi.',
          en: 'The date must be after today and at most 180 days from now.',
        })
      }
      process.stdout.write(`✓ ${statusList}: ${until.toISOString().slice(0, 10)}\n`)
    })
}

/** The whole day counts. */
function readDate(text: string): Date {
  const date = new Date(`${text}T23:59:59Z`)
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime())) return date
  throw new InvalidArgumentError('YYYY-MM-DD')
}
