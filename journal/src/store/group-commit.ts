import {
  isStorageFailure,
  JournalOverloadedError,
  JournalStoppedError,
  stopReasonOf,
} from './journal-errors.ts'
import type { JournalDatabase } from './open-database.ts'

/**
 * One synced commit for whatever queued up during the last one.
 *
 *     commands  a  b c d   e f
 *     commits   [a][b c d ][e f]      no timer: alone you wait for nobody, in a crowd you share
 *
 * When a job throws, only its own writes go: the group is undone and each job runs again in a savepoint of its own. That is
 * rare, and a savepoint copies every page that is changed in it, so the first try does without. A promise is settled
 * after the commit has returned from the disk, never before. When a commit or a write fails, everything
 * stops: a failed sync is not tried again, because the second try can succeed without the data.
 */

/** A hundred desks at once still fit; the commit stays short enough for the others to be heard. */
const groupMax = 256
/** Nobody waits for a crowd that never ends. */
const turnsMax = 16
/** A clinic makes some commands a second. Ten thousand waiting is a loop in a station, not a crowd. */
const waitingMax = 10_000

export interface GroupCommitHooks {
  /** After BEGIN: throws when the file is not as we left it. */
  begun(): void
  /** Before a job, and after one that threw: remember, or go back to, the in-memory state. */
  mark(): () => void
  /** Before COMMIT: write what the group as a whole has to write. */
  committing(): void
  committed(): void
}

interface Job {
  readonly run: () => unknown
  /** Whether it may be undone and run a second time. */
  readonly repeatable: boolean
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

export class GroupCommit {
  readonly #database: JournalDatabase
  readonly #hooks: GroupCommitHooks
  readonly #statements
  #waiting: Job[] = []
  #scheduled = false
  #stopped: JournalStoppedError | null = null

  constructor(database: JournalDatabase, hooks: GroupCommitHooks) {
    this.#database = database
    this.#hooks = hooks
    const prepare = (sql: string) => database.prepare(sql)
    this.#statements = {
      begin: prepare('BEGIN IMMEDIATE'),
      commit: prepare('COMMIT'),
      rollback: prepare('ROLLBACK'),
      savepoint: prepare('SAVEPOINT command'),
      release: prepare('RELEASE command'),
      undo: prepare('ROLLBACK TO command'),
    }
  }

  get stopped(): JournalStoppedError | null {
    return this.#stopped
  }

  /**
   * Runs `job` in the next commit; resolves with its answer when that is on the disk. One that keeps nothing but what it
   * writes to the database is `repeatable`: it may be undone and run again.
   */
  run<T>(job: () => T, { repeatable }: { repeatable: boolean }): Promise<T> {
    if (this.#stopped) return Promise.reject(this.#stopped)
    if (this.#waiting.length >= waitingMax) {
      return Promise.reject(
        new JournalOverloadedError(`${waitingMax} commands are waiting. Try again in a second.`),
      )
    }
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ run: job, repeatable, resolve: resolve as (value: unknown) => void, reject })
      this.#schedule()
    })
  }

  /** Commits what waits, then takes no more. */
  close(): void {
    while (this.#waiting.length > 0 && !this.#stopped) this.#commitGroup()
    this.#stopped ??= new JournalStoppedError('closed')
  }

  stop(error: JournalStoppedError): void {
    this.#stopped ??= error
    const waiting = this.#waiting
    this.#waiting = []
    for (const job of waiting) job.reject(this.#stopped)
  }

  /** Inside a transaction: runs `body` in a savepoint; when it throws, undoes that much and answers with it. */
  attempt(body: () => void): { readonly thrown: unknown } | null {
    const goBack = this.#hooks.mark()
    this.#statements.savepoint.run()
    try {
      body()
      this.#statements.release.run()
      return null
    } catch (thrown) {
      // SQLite rolls the whole transaction back by itself when the disk fails.
      if (isStorageFailure(thrown) || !this.#database.inTransaction) throw thrown
      goBack()
      this.#statements.undo.run()
      this.#statements.release.run()
      return { thrown }
    }
  }

  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    this.#commitWhenAllAreHere(0, 0)
  }

  /**
   * Requests that came in during the last commit are read from their sockets one after the other. So as long as each
   * turn of the loop brings somebody new, one more turn is waited for: some microseconds, where a commit takes
   * milliseconds and whoever comes too late for it waits for all of it.
   */
  #commitWhenAllAreHere(seen: number, turns: number): void {
    setImmediate(() => {
      const here = this.#waiting.length
      if (here > seen && here < groupMax && turns < turnsMax) {
        this.#commitWhenAllAreHere(here, turns + 1)
        return
      }
      this.#scheduled = false
      if (here > 0) this.#commitGroup()
      if (this.#waiting.length > 0) this.#schedule()
    })
  }

  #commitGroup(): void {
    const group = this.#waiting.splice(0, groupMax)
    let settle: (() => void)[]
    try {
      this.#statements.begin.run()
    } catch (error) {
      if (isStorageFailure(error)) this.stop(new JournalStoppedError(stopReasonOf(error), error))
      for (const job of group) job.reject(this.#stopped ?? error)
      return
    }
    try {
      this.#hooks.begun()
      settle = this.#runTogether(group) ?? group.map((job) => this.#runJob(job))
      this.#hooks.committing()
      this.#commit()
    } catch (error) {
      if (this.#database.inTransaction) this.#quietRollback()
      this.stop(
        error instanceof JournalStoppedError ? error : new JournalStoppedError(stopReasonOf(error), error),
      )
      for (const job of group) job.reject(this.#stopped)
      return
    }
    for (const each of settle) each()
    this.#hooks.committed()
  }

  /** Answers with how to settle the jobs, or with null when one threw: then the transaction is as it began. */
  #runTogether(group: readonly Job[]): (() => void)[] | null {
    if (!group.every(({ repeatable }) => repeatable)) return null
    try {
      return group.map((job) => {
        const value = job.run()
        return () => job.resolve(value)
      })
    } catch (thrown) {
      // SQLite rolls the whole transaction back by itself when the disk fails.
      if (isStorageFailure(thrown) || !this.#database.inTransaction) throw thrown
      this.#statements.rollback.run()
      this.#statements.begin.run()
      this.#hooks.begun()
      return null
    }
  }

  /** Answers with how to settle the job once the group is on the disk. */
  #runJob(job: Job): () => void {
    let value: unknown
    const failed = this.attempt(() => {
      value = job.run()
    })
    return failed === null ? () => job.resolve(value) : () => job.reject(failed.thrown)
  }

  #commit(): void {
    try {
      this.#statements.commit.run()
    } catch (error) {
      const reason = stopReasonOf(error)
      throw new JournalStoppedError(reason === 'disk-failed' ? 'commit-failed' : reason, error)
    }
  }

  #quietRollback(): void {
    try {
      this.#statements.rollback.run()
    } catch {
      // The file is no longer to be trusted either way; the reopening checks it.
    }
  }
}
