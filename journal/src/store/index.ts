export type { AuditFinding, JournalAudit } from './audit-journal.ts'
export {
  type Branch,
  beginEpoch,
  branchOf,
  type EpochBegun,
  type EpochChange,
} from './begin-epoch.ts'
export type { Command, Draft, JournalTransaction, Refused, Submission } from './command.ts'
export { type CopyBack, copyBackBeside } from './copy-back.ts'
export type { StoredLine } from './event-table.ts'
export { FolderHeldError, holdFileName, holdFolder, isFolderHeld } from './hold-folder.ts'
export { type CommitListener, Journal, type JournalOptions } from './journal.ts'
export {
  isStorageFailure,
  JournalCorruptError,
  JournalOverloadedError,
  JournalStoppedError,
  type StopReason,
  stopReasonOf,
  WrongJournalError,
} from './journal-errors.ts'
export {
  assertDurable,
  type DatabaseFault,
  DatabaseRefusedError,
  type JournalDatabase,
  type JournalDisk,
  openJournalDatabase,
} from './open-database.ts'
export type { ReplicationState, ReplicationTable, SetAsideRecord } from './replication-table.ts'
export { type Scrub, type ScrubFinding, scrubDatabase } from './scrub-database.ts'
export type { FileBytes } from './write-ahead-log.ts'
