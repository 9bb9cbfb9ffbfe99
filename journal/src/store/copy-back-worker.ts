import { parentPort, workerData } from 'node:worker_threads'
import { openJournalDatabase } from './open-database.ts'

/** Copies the write-ahead log back over a connection of its own, each time it is asked. It changes no row. */
const { file, key } = workerData as { file: string; key: Uint8Array }
const database = openJournalDatabase(file, { key })
parentPort!.on('message', (ask: 'copy' | 'end') => {
  if (ask === 'copy') {
    database.pragma('wal_checkpoint(PASSIVE)')
    return
  }
  database.close()
  parentPort!.close()
})
