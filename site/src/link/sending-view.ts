import type { SendingView } from '@sentra/contract'
import type { Journal, ReplicationStatus } from '@sentra/journal'
import { count, type Database, row } from '../store/database.ts'

/** With no more waiting than some minutes of a clinic the hub is up to date: that is live work, not backlog. */
const liveEventsMax = 250

/** What the link is at, for people: what goes now, when the hub last vouched, how old the oldest waiting record is. */
export function sendingView({
  journal,
  db,
  status,
  enrolled,
}: {
  journal: Journal
  db: Database
  status: ReplicationStatus | undefined
  enrolled: boolean
}): SendingView {
  const { receiptSize, cosignedAt } = journal.replication.state()
  const waiting = status?.waiting ?? journal.size - receiptSize
  const phase = status?.phase ?? 'stopped'
  return {
    phase,
    what: whatIsSent(phase, waiting),
    lastReceiptAt: cosignedAt,
    oldestWaitingAt: waiting > 0 ? (journal.read(receiptSize + 1, 1)[0]?.recordedAt ?? null) : null,
    mayBundle: enrolled && row(db, "SELECT 1 FROM public_files WHERE path = 'v1/bundles/recipient'") !== null,
    setAside:
      count(db, "SELECT count(*) FROM journal_outcome WHERE outcome = 'refused'") +
      count(db, 'SELECT count(*) FROM journal_feed_set_aside'),
  }
}

function whatIsSent(phase: SendingView['phase'], waiting: number): SendingView['what'] {
  if (phase !== 'sending') return 'nothing'
  if (waiting === 0) return 'tally'
  return waiting <= liveEventsMax ? 'live' : 'backlog'
}
