import type { TSchema } from 'typebox'
import {
  BatchReceipt,
  BatchRefusal,
  ConsoleSummary,
  commands,
  DoseLine,
  EnrolmentAnswer,
  EnrolmentBody,
  eventSchemas,
  FeedPage,
  feedSchemas,
  JournalEvent,
  JournalHead,
  LocalCardContents,
  NationalCardContents,
  OutageTimeline,
  queries,
  Tally,
  Verdict,
} from '../index.ts'

/**
 * The contract as plain JSON Schema (draft 2020-12), one file for each boundary: what a phone app or a ministry's
 * system in another language builds on. The files are committed, so that a reviewer sees what a change does to others.
 */
export function jsonSchemaFiles(): Record<string, string> {
  const bodies = Object.fromEntries(Object.entries(commands).map(([name, { data }]) => [name, data]))
  const answers = Object.fromEntries(Object.entries(queries).map(([name, { answer }]) => [name, answer]))
  return {
    'events.json': document('Facts of a site’s journal, by type', eventSchemas),
    'commands.json': document('Requests of a station: the `data` of POST /v1/commands/{name}', bodies),
    'answers.json': document('Answers of a site to its stations, by question', answers),
    'journal.json': document('The log and its replication', {
      JournalEvent,
      JournalHead,
      BatchReceipt,
      BatchRefusal,
      FeedPage,
      Tally,
    }),
    'feed.json': document('What a hub tells a site, by type', feedSchemas),
    'hub.json': document('Enrolment and the hub’s console', {
      EnrolmentBody,
      EnrolmentAnswer,
      ConsoleSummary,
      OutageTimeline,
      DoseLine,
    }),
    'cards.json': document('What cards say, and what a verifier answers', {
      LocalCardContents,
      NationalCardContents,
      Verdict,
    }),
  }
}

function document(title: string, definitions: Record<string, TSchema>): string {
  const sorted = Object.fromEntries(
    Object.entries(definitions).sort(([left], [right]) => (left < right ? -1 : 1)),
  )
  const schema = { $schema: 'https://json-schema.org/draft/2020-12/schema', title, $defs: sorted }
  return `${JSON.stringify(schema, null, 2)}\n`
}
