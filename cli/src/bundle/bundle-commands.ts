import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { Command } from 'commander'
import { fileToRead, fileToWrite, readAddress } from '../places.ts'
import { TellPerson } from '../tell-person.ts'

/** `sentra bundle …` at the site, `sentra hub import-bundle` at the hub: a journal on a USB stick. */
export function addBundleCommands(program: Command): void {
  const bundle = program
    .command('bundle')
    .description('Catatan lewat USB, tanpa jaringan · Records on a USB stick, without a network')
  bundle
    .command('write')
    .description('Tulis semua yang belum diterima hub · Write everything the hub has given no receipt for')
    .requiredOption('--to <file>', 'berkas tujuan · file to write')
    .option('--data <folder>', 'folder data · data folder (SENTRA_DATA)')
    .addHelpText('after', '\nContoh · Example:\n  sentra bundle write --to /media/usb/krw-01.age')
    .action(async (options: { to: string; data?: string }) => {
      const { withSite } = await import('../site/open-site-journal.ts')
      const { writeBundle } = await import('../../../site/src/link/bundles.ts')
      const to = fileToWrite(options.to)
      const { sealed, events } = await withSite(options.data, (site) => writeBundle(site, new Date()))
      writeWhole(to, sealed)
      process.stdout.write(
        `✓ ${options.to}: ${events} kejadian, terenkripsi untuk hub · events, encrypted to the hub\n` +
          '  Di mana ada internet · Where there is a network: sentra hub import-bundle <file> --hub <url> --reply <file>\n',
      )
    })
  bundle
    .command('read-receipt')
    .description('Baca balasan hub · Read the hub’s reply')
    .argument('<file>', 'balasan · the reply')
    .option('--data <folder>', 'folder data · data folder (SENTRA_DATA)')
    .addHelpText('after', '\nContoh · Example:\n  sentra bundle read-receipt /media/usb/krw-01.reply.age')
    .action(async (file: string, options: { data?: string }) => {
      const { withSite } = await import('../site/open-site-journal.ts')
      const { readReply } = await import('../../../site/src/link/bundles.ts')
      const sealed = readFileSync(fileToRead(file))
      const read = await betweenWrites(() =>
        withSite(options.data, (site) => readReply(site, sealed, new Date())),
      )
      process.stdout.write(
        `✓ tanda terima atas ${read.receiptSize} kejadian · receipt for so many events\n` +
          `  ${read.feedEntries} kabar dari hub · words of the hub\n` +
          (read.refused > 0
            ? `! ${read.refused} ditolak, lihat catatan · refused, kept with their reasons\n`
            : '') +
          (read.stoppedBy === null
            ? ''
            : `! hub berhenti di tengah · the hub stopped half-way: ${read.stoppedBy}\n`),
      )
      process.exitCode = read.stoppedBy === null ? 0 : 1
    })
}

/** At the district office, or anywhere with a line to the hub. */
export function addImportBundleCommand(hub: Command): void {
  hub
    .command('import-bundle')
    .description(
      'Serahkan bundel USB ke hub, simpan balasannya · Hand a USB bundle to the hub, keep its reply',
    )
    .argument('<file>', 'bundel dari sentra · bundle of a site')
    .requiredOption('--hub <url>', 'alamat hub · address of the hub', readAddress)
    .requiredOption('--reply <file>', 'berkas balasan · file for the reply')
    .addHelpText(
      'after',
      '\nContoh · Example:\n  sentra hub import-bundle krw-01.age --hub https://hub.example --reply krw-01.reply.age',
    )
    .action(async (file: string, options: { hub: string; reply: string }) => {
      const bundle = readFileSync(fileToRead(file))
      const reply = fileToWrite(options.reply)
      const response = await fetch(new URL('/v1/bundles', options.hub), {
        method: 'PUT',
        headers: { 'content-type': 'application/octet-stream' },
        body: Uint8Array.from(bundle),
      }).catch(() => {
        throw new TellPerson(
          {
            id: `Hub ${options.hub} tidak menjawab. Periksa alamat dan jaringan, lalu coba lagi.`,
            en: `The hub ${options.hub} does not answer. Check address and network, then try again.`,
          },
          1,
        )
      })
      if (!response.ok) {
        const refusal = (await response.json().catch(() => null)) as {
          message?: { id: string; en: string }
        } | null
        throw new TellPerson(
          refusal?.message ?? {
            id: `Hub menjawab ${response.status}.`,
            en: `The hub answered ${response.status}.`,
          },
          1,
        )
      }
      writeWhole(reply, new Uint8Array(await response.arrayBuffer()))
      process.stdout.write(
        `✓ ${options.reply}\n  Bawa kembali ke sentra · Carry it back to the site: sentra bundle read-receipt <file>\n`,
      )
    })
}

/** A stick pulled too soon leaves the old file or the new one. */
function writeWhole(file: string, bytes: Uint8Array): void {
  writeFileSync(`${file}.part`, bytes, { mode: 0o600, flush: true })
  renameSync(`${file}.part`, file)
}

/** The site may be running and writing: then once more, with what it has written meanwhile. */
async function betweenWrites<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work()
    } catch (error) {
      if ((error as { reason?: string }).reason !== 'another-writer' || tries === 20) throw error
    }
  }
}
