/** Why a journal no longer takes commands. */
export type StopReason = 'commit-failed' | 'disk-failed' | 'another-writer' | 'closed'

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

const remedies: Record<StopReason, string> = {
  'commit-failed': 'A commit failed, so the journal stopped. Check the disk, then restart the site.',
  'disk-failed':
    'The disk refused a write, so the journal stopped. Free space or replace the disk, then restart the site.',
  'another-writer': 'Another process wrote to this journal. Stop one of the two, then restart the site.',
  closed: 'The journal is closed.',
}
