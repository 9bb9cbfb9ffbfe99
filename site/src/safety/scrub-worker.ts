import { parentPort, workerData } from 'node:worker_threads'
import { scrubDatabase } from '@sentra/journal'
import { openFile } from '../store/open-store.ts'
import type { ScrubRequest } from './run-scrub.ts'

/** Reads the whole file over a connection of its own, so that no desk waits for it. */
const { file, keys, site, epoch } = workerData as ScrubRequest
const database = openFile(file, keys[0]!, keys[1])
try {
  parentPort!.postMessage(scrubDatabase(database, site, epoch))
} finally {
  database.close()
}
