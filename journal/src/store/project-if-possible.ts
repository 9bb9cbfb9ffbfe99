import type { JournalEvent } from '@sentra/contract'
import type { JournalDatabase } from './open-database.ts'

export type Project = (event: JournalEvent, database: JournalDatabase) => void

/**
 * Brings the views up to date with a fact that they may be unable to show: two laptops that did not know of each
 * other gave the same dose of the same vial to two people. Both happened and both are kept and sent; the views, whose
 * constraints are the promises of one laptop, show the first. False when the fact is in no view.
 *
 * The same events in the same order always give the same views, so a rebuild agrees.
 */
export function projectIfPossible(project: Project, event: JournalEvent, database: JournalDatabase): boolean {
  const { savepoint, release, undo } = statementsOf(database)
  savepoint.run()
  try {
    project(event, database)
    release.run()
    return true
  } catch (error) {
    // Only a constraint says that two facts contradict each other; anything else is a defect or the disk.
    const { code } = error as { code?: unknown }
    if (!database.inTransaction || !String(code).startsWith('SQLITE_CONSTRAINT')) throw error
    undo.run()
    release.run()
    return false
  }
}

/**
 * The same for many events, and how many of them are in no view. Two facts that contradict each other are rare, so
 * the events share one savepoint, and only when one of them does not fit each gets its own.
 */
export function projectAllPossible(
  project: Project,
  events: readonly JournalEvent[],
  database: JournalDatabase,
): number {
  const together = projectIfPossible(
    () => {
      for (const event of events) project(event, database)
    },
    events[0]!,
    database,
  )
  if (together) return 0
  return events.filter((event) => !projectIfPossible(project, event, database)).length
}

const known = new WeakMap<JournalDatabase, ReturnType<typeof prepare>>()

/** Compiled once: a rebuild runs them for each event. */
function statementsOf(database: JournalDatabase): ReturnType<typeof prepare> {
  const statements = known.get(database) ?? prepare(database)
  known.set(database, statements)
  return statements
}

function prepare(database: JournalDatabase) {
  return {
    savepoint: database.prepare('SAVEPOINT projection'),
    release: database.prepare('RELEASE projection'),
    undo: database.prepare('ROLLBACK TO projection'),
  }
}
