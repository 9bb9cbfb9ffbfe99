/** Why a journal no longer takes commands. */
export type StopReason =
  | 'commit-failed'
  | 'disk-failed'
  | 'disk-full'
  | 'read-only'
  | 'damaged'
  | 'another-writer'
  | 'closed'

/**
 * The journal has stopped: what was acknowledged is on the disk; the commands rejected with this error may
 * or may not be. Reopen the file and send them again with the same eventId; the answer tells which.
 */
export class JournalStoppedError extends Error {
  override name = 'JournalStoppedError'
  readonly reason: StopReason
  constructor(reason: StopReason, cause?: unknown) {
    super(remedies[reason], { cause })
    this.reason = reason
  }
}

/** The stored log is not what was written. Nothing is served from it. */
export class JournalCorruptError extends Error {
  override name = 'JournalCorruptError'
  /** The first event that is wrong, or null when it is the tree's edge. */
  readonly seq: number | null
  constructor(seq: number | null, what: string) {
    super(
      `The journal is damaged${seq === null ? '' : ` at event ${seq}`}: ${what}. ` +
        'Stop the site, keep the file as it is, and restore from the second laptop, a backup or the hub.',
    )
    this.seq = seq
  }
}

/** More commands wait than a clinic can produce: something sends in a loop. */
export class JournalOverloadedError extends Error {
  override name = 'JournalOverloadedError'
}

/** The file belongs to another site or epoch. */
export class WrongJournalError extends Error {
  override name = 'WrongJournalError'
}

/** SQLite errors after which the file or the disk, not the command, is the problem. */
export function isStorageFailure(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code
  return (
    typeof code === 'string' &&
    /^SQLITE_(IOERR|FULL|CORRUPT|NOTADB|READONLY|CANTOPEN|NOMEM|PROTOCOL)/.test(code)
  )
}

/** What kind of failure of the disk it was, for a person who can mend it. */
export function stopReasonOf(error: unknown): StopReason {
  const code = String((error as { code?: unknown } | null)?.code ?? '')
  if (code.startsWith('SQLITE_FULL')) return 'disk-full'
  if (code.startsWith('SQLITE_READONLY')) return 'read-only'
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code) || error instanceof JournalCorruptError) return 'damaged'
  return 'disk-failed'
}

const remedies: Record<StopReason, string> = {
  'commit-failed': 'A commit failed, so the journal stopped. Check the disk, then restart the site.',
  'disk-failed':
    'The disk refused a write, so the journal stopped. Check or replace the disk, then restart the site.',
  'disk-full':
    'The disk is full, so the journal stopped. Move other files away until a tenth is free, then restart the site.',
  'read-only':
    'The disk takes no writes, so the journal stopped. Make the data folder writable, then restart the site.',
  damaged:
    'The stored data is damaged, so the journal stopped. Keep the files, restore from the second laptop, a backup or the hub.',
  'another-writer': 'Another process wrote to this journal. Stop one of the two, then restart the site.',
  closed: 'The journal is closed.',
}
