import type { Command } from 'commander'
import { readPassphrase } from '../../../site/src/settings/site-settings.ts'
import { fileToWrite } from '../places.ts'
import { TellPerson } from '../tell-person.ts'
import { siteFolder, siteFolderOrNew } from './site-folder.ts'

const passphraseHelp = `
Frasa sandi · Passphrases:
  SENTRA_SITE_PASSPHRASE[_FILE]    membuka kunci sentra · opens the keys of the site
  SENTRA_BACKUP_PASSPHRASE[_FILE]  menyegel kunci di samping cadangan · seals the keys beside a backup
  SENTRA_NEW_PASSPHRASE[_FILE]     yang baru, untuk rekey --seal · the new one, for rekey --seal`

/** `sentra site backup`, `restore`, `rekey`: what keeps a site's records when its laptop does not. */
export function addSafetyCommands(site: Command): void {
  site
    .command('backup')
    .description('Cadangan terenkripsi, selagi sentra berjalan · Encrypted backup, while the site runs')
    .requiredOption('--to <file>', 'berkas cadangan · file to write')
    .option('--data <folder>', 'folder data · data folder (SENTRA_DATA)')
    .addHelpText(
      'after',
      `${passphraseHelp}\n\nContoh · Example:\n  sentra site backup --to /media/usb/krw-01.sentra`,
    )
    .action(async (options: { to: string; data?: string }) => {
      const { backupSite } = await import('../../../site/src/safety/backup.ts')
      const made = backupSite(siteFolder(options.data), fileToWrite(options.to), passphrases())
      process.stdout.write(
        `✓ ${options.to}: ${made.events} kejadian, epoch ${made.epoch}, ${made.bytes} byte, sudah dibaca ulang · events, read back whole\n`,
      )
      if (made.keysFile === null) {
        process.stderr.write(
          '! Tanpa frasa sandi, kunci tidak ikut: hanya laptop ini bisa membukanya · Without a passphrase the keys stay here: only this laptop can open it (SENTRA_BACKUP_PASSPHRASE)\n',
        )
      } else process.stdout.write(`  kunci tersegel · sealed keys: ${made.keysFile}\n`)
    })

  site
    .command('restore')
    .description(
      'Pulihkan dari cadangan, atau gabungkan data laptop lain; catatan menjadi epoch baru · Restore a backup, or join another laptop’s data; the log begins a new epoch',
    )
    .requiredOption(
      '--from <file>',
      'cadangan, atau site.db laptop lain · a backup, or site.db of another laptop',
    )
    .option('--data <folder>', 'folder data · data folder (SENTRA_DATA)')
    .addHelpText(
      'after',
      `${passphraseHelp}\n\nContoh · Example:\n  sentra site restore --from /media/usb/krw-01.sentra`,
    )
    .action(async (options: { from: string; data?: string }) => {
      const { beginNewEpoch } = await import('../../../site/src/safety/restore.ts')
      const begun = beginNewEpoch(siteFolderOrNew(options.data), options.from, passphrases())
      process.stdout.write(
        `${[
          `✓ epoch ${begun.epoch}: ${begun.events} kejadian · events`,
          ...(begun.notShown > 0
            ? [
                `! ${begun.notShown} bertentangan, disimpan untuk ditinjau · contradict the others; kept for a person`,
              ]
            : []),
          ...begun.keptBranches.map((file) => `  disimpan · kept: ${file}`),
          '  Minta kode pendaftaran baru dari pengelola hub, lalu: sentra site start --enrolment-code <kode>',
          '  Ask the hub’s operator for a new enrolment code, then: sentra site start --enrolment-code <code>',
        ].join('\n')}\n`,
      )
    })

  site
    .command('rekey')
    .description(
      'Enkripsi ulang dengan kunci baru · Encrypt with a new key. Hentikan sentra dulu · stop the site first',
    )
    .option('--seal', 'kunci di bawah frasa sandi · keys under a passphrase (SENTRA_NEW_PASSPHRASE)')
    .option('--unseal', 'kunci dalam berkas terbuka · keys in open files')
    .option('--data <folder>', 'folder data · data folder (SENTRA_DATA)')
    .addHelpText(
      'after',
      `${passphraseHelp}\n\nContoh · Example:\n  SENTRA_NEW_PASSPHRASE_FILE=./frasa sentra site rekey --seal`,
    )
    .action(async (options: { seal?: boolean; unseal?: boolean; data?: string }) => {
      const { rekeySite } = await import('../../../site/src/safety/rekey.ts')
      const before = readPassphrase(process.env)
      const fresh = readPassphrase(process.env, 'SENTRA_NEW_PASSPHRASE')
      if (options.seal && fresh === null) {
        throw new TellPerson({
          id: 'Isi SENTRA_NEW_PASSPHRASE atau SENTRA_NEW_PASSPHRASE_FILE dengan frasa sandi baru.',
          en: 'Set SENTRA_NEW_PASSPHRASE or SENTRA_NEW_PASSPHRASE_FILE to the new passphrase.',
        })
      }
      const after = options.unseal ? null : (fresh ?? before)
      rekeySite(siteFolder(options.data), { before, after })
      process.stdout.write(
        `✓ kunci baru · new key${after === null ? '' : ', tersegel · sealed'}. Cadangan lama tetap dibuka dengan kunci lama · Older backups still need their old keys\n`,
      )
    })
}

function passphrases() {
  return {
    site: readPassphrase(process.env),
    backup: readPassphrase(process.env, 'SENTRA_BACKUP_PASSPHRASE'),
  }
}
