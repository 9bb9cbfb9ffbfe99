import { type Command, InvalidArgumentError } from 'commander'
import { folderToWrite, readAddress } from '../places.ts'
import { TellPerson } from '../tell-person.ts'
import type { AuditReport } from './verify-export.ts'

/** `sentra audit …`: for those who must be able to believe the log without believing anybody. */
export function addAuditCommands(program: Command): void {
  const audit = program.command('audit').description('Pemeriksaan catatan · Audits of the log')
  audit
    .command('verify')
    .description(
      'Hitung ulang catatan, bandingkan catatan, bundel dan hub · Recompute a log; compare log, bundle and hub',
    )
    .option('--site-data <folder>', 'folder data sentra · data folder of the site')
    .option('--export <folder>', 'folder hasil ekspor · a folder that was exported')
    .option('--bundle <file>', 'bundel USB atau balasannya · a USB bundle, or the reply to one')
    .option(
      '--hub <url>',
      'bandingkan dengan hub, atas nama sentra · compare with the hub, in the name of the site',
      readAddress,
    )
    .option('--hub-data <folder>', 'di hub: folder datanya · at the hub: its data folder (DATABASE_URL)')
    .option('--receipt <file>', 'tanda terima dari hub · a receipt that came from the hub')
    .option('--hub-key <vkey>', 'kunci hub, teks atau berkas · key of the hub, as text or file')
    .option('--site-key <vkey>', 'kunci sentra, teks atau berkas · key of the site, as text or file')
    .option('--json', 'hasil sebagai JSON · the result as JSON')
    .addHelpText(
      'after',
      `
Keluar · Exit: 0 sesuai · agrees, 1 berbeda atau gagal · differs or failed, 2 salah perintah · given wrongly

Contoh · Example:
  sentra audit verify --site-data ./data/site
  sentra audit verify --site-data ./data/site --hub https://hub.example --bundle /media/usb/krw-01.age
  sentra audit verify --export ./audit --site-key krw-01.vkey --hub-key hub.vkey
  sentra audit verify --bundle krw-01.age --hub-data ./data                       (di hub · at the hub)
  sentra audit verify --export ./audit --bundle krw-01.age --hub-data ./data      (di hub · at the hub)`,
    )
    .action(async (options: VerifyOptions, command: Command) => {
      const wrong = wrongTogether(options)
      if (wrong !== null) command.error(wrong)
      const report = await reportOf(options)
      process.stdout.write(options.json ? `${JSON.stringify(report.json)}\n` : `${report.lines.join('\n')}\n`)
      process.exitCode = report.sound ? 0 : 1
    })

  audit
    .command('export')
    .description(
      'Tulis catatan, checkpoint dan bukti sebagai berkas (C2SP tlog-tiles) · Write log, checkpoint and proofs as files',
    )
    .requiredOption('--site-data <folder>', 'folder data sentra · data folder of the site')
    .requiredOption('--to <folder>', 'folder tujuan · folder to write')
    .option(
      '--without-entries',
      'hanya hash, tanpa data orang · hashes alone, without anything about anybody',
    )
    .option('--proof-of <seq...>', 'bukti untuk kejadian ini · a proof for these events', readSeqs, [])
    .addHelpText(
      'after',
      '\nContoh · Example:\n  sentra audit export --site-data ./data/site --to ./audit --proof-of 42',
    )
    .action(
      async (options: { siteData: string; to: string; withoutEntries?: boolean; proofOf: number[] }) => {
        const { exportLog } = await import('@sentra/journal')
        const { withSiteJournal } = await import('../site/open-site-journal.ts')
        await withSiteJournal(options.siteData, (journal) => {
          const outside = options.proofOf.find((seq) => seq < 1 || seq > journal.size)
          if (outside !== undefined) {
            throw new TellPerson({
              id: `--proof-of ${outside}: catatan ini punya kejadian 1 sampai ${journal.size}.`,
              en: `--proof-of ${outside}: this log has the events 1 to ${journal.size}.`,
            })
          }
          const { size, files } = exportLog(journal, folderToWrite(options.to), {
            entries: !options.withoutEntries,
            proofsOf: options.proofOf,
          })
          process.stdout.write(`${size} kejadian, ${files} berkas di · events, files in ${options.to}\n`)
          if (!options.withoutEntries) {
            process.stderr.write(
              '! Isinya nama dan nomor identitas, tidak terenkripsi · It holds names and identity numbers in clear text\n',
            )
          }
        })
      },
    )
}

interface VerifyOptions {
  siteData?: string
  export?: string
  bundle?: string
  hub?: string
  hubData?: string
  receipt?: string
  hubKey?: string
  siteKey?: string
  json?: boolean
}

/** What of these options does not go together, or null. */
function wrongTogether({
  siteData,
  export: folder,
  bundle,
  hub,
  hubData,
  receipt,
}: VerifyOptions): string | null {
  if (siteData !== undefined && folder !== undefined)
    return 'Beri salah satu · give one of: --site-data <folder>, --export <folder>'
  if (siteData !== undefined && hubData !== undefined)
    return '--hub-data: di hub, dengan --export atau --bundle; di sentra: --hub <url> · at the hub, with --export or --bundle; at the site: --hub <url>'
  if (hub !== undefined && siteData === undefined)
    return '--hub bertanya dengan kunci sentra: beri --site-data; untuk ekspor: --receipt, atau --hub-data di hub · --hub asks with the key of the site: give --site-data; for an export: --receipt, or --hub-data at the hub'
  if (bundle !== undefined && siteData === undefined && hubData === undefined)
    return '--bundle terenkripsi untuk hub dan sentranya: beri --site-data, atau --hub-data di hub · --bundle is encrypted to the hub and its site: give --site-data, or --hub-data at the hub'
  if (siteData === undefined && folder === undefined && bundle === undefined)
    return 'Beri salah satu · give one of: --site-data <folder>, --export <folder>, --bundle <file>'
  if (receipt !== undefined && siteData === undefined && folder === undefined)
    return '--receipt: dengan --site-data atau --export · with --site-data or --export'
  return null
}

async function reportOf(options: VerifyOptions): Promise<AuditReport> {
  if (options.siteData !== undefined) {
    const { auditSite } = await import('./audit-site.ts')
    return auditSite(options.siteData, options)
  }
  if (options.hubData !== undefined) {
    const { auditAtHub } = await import('./audit-at-hub.ts')
    return auditAtHub({ ...options, hubData: options.hubData })
  }
  const { verifyExport } = await import('./verify-export.ts')
  return verifyExport({ ...options, folder: options.export! })
}

function readSeqs(text: string, before: number[]): number[] {
  if (!/^[1-9]\d{0,12}$/.test(text)) throw new InvalidArgumentError('nomor kejadian, dari 1 · a seq, from 1')
  return [...before, Number(text)]
}
