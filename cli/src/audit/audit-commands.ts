import { type Command, InvalidArgumentError } from 'commander'
import { folderToWrite } from '../places.ts'
import { TellPerson } from '../tell-person.ts'
import type { AuditReport } from './verify-export.ts'

/** `sentra audit …`: for those who must be able to believe the log without believing anybody. */
export function addAuditCommands(program: Command): void {
  const audit = program.command('audit').description('Pemeriksaan catatan · Audits of the log')
  audit
    .command('verify')
    .description(
      'Hitung ulang seluruh catatan, dari kejadian pertama · Recompute a whole log, from its first event',
    )
    .option('--site-data <folder>', 'folder data sentra · data folder of the site')
    .option('--export <folder>', 'folder hasil ekspor · a folder that was exported')
    .option('--receipt <file>', 'tanda terima dari hub · a receipt that came from the hub')
    .option('--hub-key <vkey>', 'kunci hub, teks atau berkas · key of the hub, as text or file')
    .option('--site-key <vkey>', 'kunci sentra, teks atau berkas · key of the site, as text or file')
    .option('--json', 'hasil sebagai JSON · the result as JSON')
    .addHelpText(
      'after',
      '\nContoh · Example:\n  sentra audit verify --site-data ./data/site\n  sentra audit verify --export ./audit --site-key krw-01.vkey --hub-key hub.vkey',
    )
    .action(async (options: VerifyOptions, command: Command) => {
      const { siteData, export: folder } = options
      if ((siteData === undefined) === (folder === undefined)) {
        command.error('Beri salah satu · give one of: --site-data <folder>, --export <folder>')
      }
      const report =
        folder === undefined ? await siteReport(siteData!, options) : await exportReport(folder, options)
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
  receipt?: string
  hubKey?: string
  siteKey?: string
  json?: boolean
}

async function siteReport(folder: string, options: VerifyOptions): Promise<AuditReport> {
  const { withSiteJournal } = await import('../site/open-site-journal.ts')
  const { verifySite } = await import('./verify-site.ts')
  return withSiteJournal(folder, (journal) => verifySite(journal, options))
}

async function exportReport(folder: string, options: VerifyOptions): Promise<AuditReport> {
  const { verifyExport } = await import('./verify-export.ts')
  return verifyExport({ folder, ...options })
}

function readSeqs(text: string, before: number[]): number[] {
  if (!/^[1-9]\d{0,12}$/.test(text)) throw new InvalidArgumentError('nomor kejadian, dari 1 · a seq, from 1')
  return [...before, Number(text)]
}
