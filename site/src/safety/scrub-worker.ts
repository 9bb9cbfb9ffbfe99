import { parentPort, workerData } from 'node:worker_threads'
import { DatabaseRefusedError, scrubDatabase } from '@sentra/journal'
import { openFile } from '../store/open-store.ts'
import type { NotLookedAt, ScrubRequest } from './run-scrub.ts'

/** Reads the whole file over a connection of its own, so that no desk waits for it. */
const { file, keys, site, epoch } = workerData as ScrubRequest
const database = openUnlessFull()
if (database) {
  try {
    parentPort!.postMessage(scrubDatabase(database, site, epoch))
  } finally {
    database.close()
  }
}

/** Opening writes a little: on a full disk nothing is known about the file, and it is no damage. */
function openUnlessFull() {
  try {
    return openFile(file, keys[0]!, keys[1])
  } catch (error) {
    if (!(error instanceof DatabaseRefusedError) || !/^(disk-full|not-writable)$/.test(error.fault))
      throw error
    parentPort!.postMessage({ notLookedAt: error.message } satisfies NotLookedAt)
    return null
  }
}
