import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { auditExport, type NoteVerifier, readLeaves } from '@sentra/journal'
import { TellPerson } from '../tell-person.ts'
import type { AuditedLog } from './compare-with-hub.ts'
import { keyGiven, textFile } from './note-file.ts'

export interface VerifyExport {
  readonly folder: string
  readonly siteKey?: string | undefined
  readonly hubKey?: string | undefined
  readonly receipt?: string | undefined
}

/** What an audit of a folder found, as lines for a person and as an object for a program. */
export interface AuditReport {
  readonly sound: boolean
  readonly lines: readonly string[]
  readonly json: object
}

/** The same of an export, with the log itself where it is sound. */
export interface ExportReport extends AuditReport {
  readonly log: (() => AuditedLog) | null
}

/**
 * Checks an exported log. Without `--site-key` the key in the folder is believed, and the report says so:
 * that proves the folder agrees with itself, not whose it is.
 *
 * @throws TellPerson when there is nothing to check, or a receipt without the key of the hub.
 */
export function verifyExport({ folder, siteKey, hubKey, receipt }: VerifyExport): ExportReport {
  if (!existsSync(join(folder, 'checkpoint'))) {
    throw new TellPerson({
      id: `Tidak ada checkpoint di ${folder}. Beri folder hasil "sentra audit export" yang selesai.`,
      en: `There is no checkpoint in ${folder}. Give a folder that "sentra audit export" has finished.`,
    })
  }
  if (receipt !== undefined && hubKey === undefined) {
    throw new TellPerson({
      id: 'Tanda terima perlu kunci hub: --hub-key (hub menerbitkannya di /trust/witness.json).',
      en: 'A receipt needs the key of the hub: --hub-key (the hub publishes it at /trust/witness.json).',
    })
  }
  const site = keyGiven(siteKey ?? join(folder, 'log.vkey'))
  const audit = auditExport(
    folder,
    { site, witness: hubKey === undefined ? undefined : keyGiven(hubKey) },
    receipt === undefined ? undefined : textFile(receipt),
  )
  if (!audit.sound) {
    return {
      sound: false,
      log: null,
      json: audit,
      lines: [
        `✗ ${audit.finding}: ${audit.where}`,
        '  Ekspor ini telah berubah, rusak, atau bukan dari sentra ini. Simpan apa adanya; minta ekspor baru.',
        '  This export was changed, is damaged, or is not from this site. Keep it as it is; ask for a new one.',
      ],
    }
  }
  const root = Buffer.from(audit.root).toString('base64')
  const { origin, size, entriesRead, proofs } = audit
  return {
    sound: true,
    log: () => exportedLog(folder, site, audit, receipt),
    json: { ...audit, root, siteKeyFromFolder: siteKey === undefined },
    lines: [
      `✓ ${origin}: ${size} kejadian utuh · events, unchanged`,
      `  root ${root}`,
      ...(entriesRead ? [] : ['  hanya hash, tanpa isi kejadian · hashes only, without the events']),
      ...(proofs > 0 ? [`  ${proofs} bukti sah · proofs hold`] : []),
      audit.receipt
        ? `  sesuai tanda terima hub atas ${audit.receipt.size} kejadian, ${audit.receipt.cosignedAt.toISOString()} · agrees with the receipt of the hub`
        : '  tanda terima hub tidak diperiksa (--hub-key) · receipt of the hub not checked (--hub-key)',
      ...(siteKey === undefined
        ? [
            '  ! kunci dari folder itu sendiri; bandingkan · key taken from the folder itself; compare it: --site-key',
          ]
        : []),
    ],
  }
}

function exportedLog(
  folder: string,
  verifier: NoteVerifier,
  { origin, size }: { origin: string; size: number },
  receipt: string | undefined,
): AuditedLog {
  const [, site = '', epoch] = origin.split('/')
  const note = receipt ?? join(folder, 'receipt')
  return {
    site,
    epoch: Number(epoch),
    verifier,
    leaves: readLeaves(folder, size),
    receipt: existsSync(note) ? textFile(note) : null,
  }
}
