import { Worker } from 'node:worker_threads'
import type { Journal } from './journal.ts'

/**
 * Copies the write-ahead log back into the database beside the desks, on a thread of its own.
 *
 * SQLite does it at the end of a commit, once the log has grown to 16 MB: some 4,000 pages deciphered and enciphered
 * again, a tenth of a second in which nobody is answered. Here most pages are copied before it comes to that; SQLite
 * still does the rest, and all of it when this thread is gone. Nothing rests on it: a commit is on the disk when it is in
 * the synced log.
 */
export interface CopyBack {
  /** Before the database is closed: whoever closes it last clears the log away. */
  stop(): Promise<void>
}

export function copyBackBeside(
  journal: Journal,
  key: Uint8Array,
  onFault: (error: Error) => void = () => {},
): CopyBack {
  let worker: Worker | null = null
  let since = 0
  const leave = journal.subscribe((events) => {
    since += pagesOfCommit + pagesOfEvent * events.length
    if (since < pagesBetween) return
    since = 0
    worker ??= startWorker(journal.database.name, key, onFault)
    worker.postMessage('copy')
  })
  return {
    stop: async () => {
      leave()
      const running = worker
      if (running === null || running.threadId < 0) return
      const ended = new Promise((resolve) => running.once('exit', resolve))
      // From here on somebody waits for it.
      running.ref()
      running.postMessage('end')
      await ended
    },
  }
}

function startWorker(file: string, key: Uint8Array, onFault: (error: Error) => void): Worker {
  const worker = new Worker(new URL('./copy-back-worker.ts', import.meta.url), { workerData: { file, key } })
  worker.unref()
  worker.on('error', onFault)
  return worker
}

/** What a commit of a clinic's events writes, by measurement: one event 14 pages, a hundred 160. */
const pagesOfCommit = 12
const pagesOfEvent = 1.5

/** Half of what SQLite waits for. A page that was written ten times is copied once, so it is not done more often. */
const pagesBetween = 2_000
