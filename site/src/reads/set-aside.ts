import type { JournalEvent, SetAsideView } from '@sentra/contract'
import type { Site } from '../site.ts'
import { rows } from '../store/database.ts'

/** More than a person looks at in a day. */
const shownMax = 200

/**
 * What blocks nothing and still needs a person: records the hub would not take into the registry, words of the hub
 * that this site could not read, and cases the hub opened about records of this site. No name, no number of anybody.
 */
export function setAside({ journal, db }: Site): SetAsideView {
  const records = journal.replication.setAsideRecords(shownMax).map(({ seq, outcome, reason }) => {
    const event = journal.read(seq, 1)[0]
    const { visitId } = (event?.data ?? {}) as { visitId?: unknown }
    return {
      seq,
      outcome,
      reason,
      ...factsOf(event),
      visitId: typeof visitId === 'string' ? visitId : null,
    }
  })
  const fromHub = rows<{ feedSeq: number; body: string; reason: string }>(
    db,
    `SELECT feed_seq AS feedSeq, body, reason FROM journal_feed_set_aside ORDER BY feed_seq LIMIT ${shownMax}`,
  ).map(({ feedSeq, body, reason }) => ({
    feedSeq,
    type: String((JSON.parse(body) as { type?: unknown }).type ?? ''),
    reason,
  }))
  const cases = rows<{ caseId: string; kind: string; eventId: string }>(
    db,
    `SELECT case_id AS caseId, kind, event_id AS eventId FROM hub_cases ORDER BY rowid DESC LIMIT ${shownMax}`,
  )
  return { records, fromHub, cases }
}

const factsOf = (event: JournalEvent | undefined) => ({
  eventId: event?.eventId ?? null,
  type: event?.type ?? '',
  recordedAt: event?.recordedAt ?? null,
  actor: event?.actor ?? null,
})
