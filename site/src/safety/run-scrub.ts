import { Worker } from 'node:worker_threads'
import { DatabaseRefusedError, type Scrub } from '@sentra/journal'

export interface ScrubRequest {
  readonly file: string
  /** Hex; one of them opens the file. */
  readonly keys: readonly (string | null)[]
  readonly site: string
  readonly epoch: number
}

/** Why the file could not be read tonight, which says nothing about it. */
export interface NotLookedAt {
  readonly notLookedAt: string
}

/**
 * Scrubs in a worker. A file that cannot even be opened is a finding; a disk without room for that, or a defect of the
 * scrub itself, rejects.
 */
export function runScrub(request: ScrubRequest): Promise<Scrub> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./scrub-worker.ts', import.meta.url), { workerData: request })
    worker.once('message', (answer: Scrub | NotLookedAt) => {
      if ('notLookedAt' in answer) reject(new Error(answer.notLookedAt))
      else resolve(answer)
    })
    worker.once('error', (error: Error) => {
      // An error crosses threads without its class; the name stays.
      if (error.name !== DatabaseRefusedError.name && (error as { fault?: string }).fault === undefined)
        reject(error)
      else resolve({ sound: false, finding: 'page-damaged', seq: null, what: error.message })
    })
    worker.once('exit', (code) => reject(new Error(`the scrub ended with ${code}`)))
  })
}
