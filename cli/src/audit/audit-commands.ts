import type { Command } from 'commander'

/** `sentra audit …`: for those who must be able to believe the log without believing anybody. */
export function addAuditCommands(program: Command): void {
  const audit = program.command('audit').description('Pemeriksaan catatan · Audits of the log')
  audit
    .command('verify')
    .description(
      'Hitung ulang seluruh catatan sentra · Recompute the whole log of a site, from its first event',
    )
    .requiredOption('--site-data <folder>', 'folder data sentra · data folder of the site')
    .option('--json', 'hasil sebagai JSON · the result as JSON')
    .addHelpText('after', '\nContoh · Example:\n  sentra audit verify --site-data ./data/site')
    .action(async (options: { siteData: string; json?: boolean }) => {
      const { withSiteJournal } = await import('../site/open-site-journal.ts')
      await withSiteJournal(options.siteData, (journal) => {
        const result = journal.verifyAll()
        const covered = journal.replication.state().receipt !== null
        const root = result.sound ? Buffer.from(result.root).toString('base64') : undefined
        const lines = options.json
          ? [JSON.stringify({ site: journal.site, epoch: journal.epoch, ...result, root, receipt: covered })]
          : result.sound
            ? [
                `✓ ${journal.site}: ${result.size} kejadian utuh · events, unchanged`,
                `  root ${root}`,
                covered
                  ? '  sesuai tanda terima hub · agrees with the receipt of the hub'
                  : '  belum ada tanda terima hub · no receipt of the hub yet',
              ]
            : [
                `✗ ${journal.site}: ${result.reason}${result.firstBadSeq === null ? '' : ` (seq ${result.firstBadSeq})`}`,
                '  Catatan ini telah berubah atau rusak. Simpan berkasnya, hentikan sentra, hubungi pengelola hub.',
                '  This log was changed or damaged. Keep the file, stop the site, call the operator of the hub.',
              ]
        process.stdout.write(`${lines.join('\n')}\n`)
        process.exitCode = result.sound ? 0 : 1
      })
    })
}
