import { join } from 'node:path'
import type { Command } from 'commander'
import { readAddress, readPort } from '../places.ts'
import { runServer } from '../run-server.ts'
import { addPinCommand } from './pin-command.ts'
import { addSafetyCommands } from './safety-commands.ts'

/** `sentra site …`: for the people who run a vaccination centre. */
export function addSiteCommands(program: Command): void {
  const site = program.command('site').description('Sentra vaksinasi · A vaccination centre')
  site
    .command('start')
    .description('Jalankan sentra · Run the centre')
    .option('--data <folder>', 'folder data · data folder (SENTRA_DATA)')
    .option('--port <port>', 'porta · port (SENTRA_SITE_PORT)', readPort)
    .option('--hub <url>', 'alamat hub · address of the hub (SENTRA_HUB_URL)', readAddress)
    .option(
      '--enrolment-code <code>',
      'kode pendaftaran dari hub · enrolment code from the hub, once (SENTRA_ENROLMENT_CODE)',
    )
    .addHelpText(
      'after',
      '\nContoh · Example:\n  sentra site start --hub https://hub.example --enrolment-code K7QX-2M4P-…',
    )
    .action(async (options: { data?: string; port?: string; hub?: string; enrolmentCode?: string }) => {
      await runServer(join(import.meta.dirname, '../../../site/src/main.ts'), {
        SENTRA_DATA: options.data,
        SENTRA_SITE_PORT: options.port,
        SENTRA_HUB_URL: options.hub,
        SENTRA_ENROLMENT_CODE: options.enrolmentCode,
      })
    })

  site
    .command('fingerprint')
    .description(
      'Sidik jari sertifikat sentra, untuk dibandingkan di tablet · Fingerprint of the site’s certificate, to compare on a tablet',
    )
    .option('--data <folder>', 'folder data · data folder (SENTRA_DATA)')
    .addHelpText('after', '\nContoh · Example:\n  sentra site fingerprint --data ./data')
    .action(async (options: { data?: string }) => {
      const { siteFingerprint } = await import('./fingerprint.ts')
      process.stdout.write(`${siteFingerprint(options.data)}\n`)
    })

  site
    .command('rebuild')
    .description(
      'Bangun ulang tabel dari catatan · Build the tables again from the log. Hentikan sentra dulu · stop the site first',
    )
    .option('--data <folder>', 'folder data · data folder (SENTRA_DATA)')
    .addHelpText('after', '\nContoh · Example:\n  sentra site rebuild --data ./data')
    .action(async (options: { data?: string }) => {
      const { withStoppedSite } = await import('./open-site-journal.ts')
      const { rebuild } = await import('./rebuild.ts')
      const { events, notShown, changed } = await withStoppedSite(options.data, ({ journal }) =>
        rebuild(journal),
      )
      process.stdout.write(`${events} kejadian dibangun ulang · events rebuilt\n`)
      if (notShown > 0)
        process.stdout.write(`! ${notShown} bertentangan dengan yang lebih dulu · contradict earlier ones\n`)
      if (changed.length === 0) process.stdout.write('✓ semua tabel sama · all tables came out the same\n')
      else process.stdout.write(`! berubah · changed: ${changed.join(', ')}\n`)
      process.exitCode = changed.length === 0 ? 0 : 1
    })

  addSafetyCommands(site)
  addPinCommand(site)
}
