import { type Journal, type NoteVerifier, openReceipt } from '@sentra/journal'
import { TellPerson } from '../tell-person.ts'
import { tablesThatDiffer } from './compare-views.ts'
import { keyGiven, textFile } from './note-file.ts'
import type { AuditReport } from './verify-export.ts'

/**
 * Recomputes the log of a site where it lies, checks who signed the receipt it keeps, builds its tables from it to see
 * whether they agree, and compares it with a receipt that came from elsewhere, when one is given. `witnesses` are the
 * keys of the hub as the site knows them.
 *
 * @throws TellPerson when a receipt is given without the hub's key.
 */
export function verifySite(
  journal: Journal,
  { receipt, hubKey }: { receipt?: string | undefined; hubKey?: string | undefined },
  witnesses: readonly NoteVerifier[],
): AuditReport {
  const result = journal.verifyAll()
  if (!result.sound) {
    const at = result.firstBadSeq === null ? '' : ` (seq ${result.firstBadSeq})`
    return {
      sound: false,
      json: { site: journal.site, epoch: journal.epoch, ...result },
      lines: [
        `✗ ${journal.site}: ${result.reason}${at}`,
        '  Catatan ini telah berubah atau rusak. Simpan berkasnya, hentikan sentra, hubungi pengelola hub.',
        '  This log was changed or damaged. Keep the file, stop the site, call the operator of the hub.',
      ],
    }
  }
  const root = Buffer.from(result.root).toString('base64')
  const note = journal.replication.state().receipt
  const kept = note !== null
  const json = { site: journal.site, epoch: journal.epoch, ...result, root, receipt: kept }
  const forged = kept && 'fault' in openReceipt(note, journal.verifier, witnesses)
  if (forged) {
    return {
      sound: false,
      json: { ...json, sound: false, reason: 'receipt-invalid' },
      lines: [
        `✗ ${journal.site}: receipt-invalid`,
        '  Tanda terima yang disimpan tidak ditandatangani hub: berkas ini diubah tangan. Simpan apa adanya, hentikan sentra, hubungi pengelola hub.',
        '  The receipt kept here is not signed by the hub: this file was changed by hand. Keep it as it is, stop the site, call the operator of the hub.',
      ],
    }
  }
  const lines = [
    `✓ ${journal.site}: ${result.size} kejadian utuh · events, unchanged`,
    `  root ${root}`,
    kept
      ? '  sesuai tanda terima hub · agrees with the receipt of the hub'
      : '  belum ada tanda terima hub · no receipt of the hub yet',
  ]
  const differing = tablesThatDiffer(journal)
  if (differing.length > 0) {
    return {
      sound: false,
      json: { ...json, sound: false, reason: 'tables-differ', differing },
      lines: [
        ...lines,
        `✗ tabel diubah tangan · tables changed by hand: ${differing.join(', ')}`,
        '  Simpan berkasnya sebagai bukti, lalu: sentra site rebuild · Keep the file as evidence, then: sentra site rebuild',
      ],
    }
  }
  lines.push('  semua tabel sesuai catatan · every table says what the log says')
  if (receipt === undefined) return { sound: true, json, lines }
  const fault = foreignReceiptFault(journal, textFile(receipt), hubKey)
  return fault === null
    ? { sound: true, json, lines: [...lines, `  sesuai ${receipt} · agrees with ${receipt}`] }
    : {
        sound: false,
        json: { ...json, sound: false, reason: fault },
        lines: [
          `✗ ${receipt}: ${fault}`,
          '  Hub menandatangani riwayat lain dari sentra ini. Hentikan sentra, hubungi pengelola hub.',
          '  The hub has signed another history of this site. Stop the site, call the operator of the hub.',
        ],
      }
}

function foreignReceiptFault(journal: Journal, note: string, hubKey: string | undefined): string | null {
  if (hubKey === undefined) {
    throw new TellPerson({
      id: 'Tanda terima perlu kunci hub: --hub-key (hub menerbitkannya di /trust/witness.json).',
      en: 'A receipt needs the key of the hub: --hub-key (the hub publishes it at /trust/witness.json).',
    })
  }
  const opened = openReceipt(note, journal.verifier, keyGiven(hubKey))
  if ('fault' in opened) return opened.fault
  if (opened.size > journal.size) return 'receipt-for-more-events'
  return Buffer.from(opened.root).equals(journal.rootAt(opened.size)) ? null : 'receipt-contradicts'
}
