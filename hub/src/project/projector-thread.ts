import { type MessagePort, Worker } from 'node:worker_threads'
import type { Logger } from 'pino'
import type { KeeperHello } from '../keeper/keeper-words.ts'
import type { KeyKeeper } from '../keeper/key-keeper.ts'
import { shareKeeper } from '../keeper/shared-keeper.ts'

/** What the thread needs to open the database and the keys by itself. */
export type ThreadSettings = {
  connectionString: string
  dataDir: string
  simulatedClock: string | undefined
  passphrase: string | undefined
  /** What is being accepted (press.ts): receipts come first. */
  press: SharedArrayBuffer
}

/** Inside the thread: the settings, and the way to the keeper that holds the hub's keys. */
export type InsideThread = ThreadSettings & { keeper: { hello: KeeperHello; port: MessagePort } | undefined }

export type ToThread = 'wake' | 'stop'
export type FromThread = { level: 'warn' | 'error'; details: object; message: string } | 'stopped'

/** A thread that fell over is started again after this long: the cursors say where it was. */
const restartMilliseconds = 1_000

/**
 * Runs the projector in a thread of its own: folding and signing take the processor for a tenth of a second at a
 * time, and a request must not wait behind them. It shares nothing with the rest but the database.
 */
export function startProjectorThread(
  settings: ThreadSettings,
  log: Logger,
  keeper?: KeyKeeper | undefined,
): { wake(): void; stop(): Promise<void> } {
  let stopping = false
  let said = false
  let restart: NodeJS.Timeout | undefined
  let worker: Worker
  let ended: Promise<void>
  const start = () => {
    const shared = keeper && { hello: keeper.hello, port: shareKeeper(keeper) }
    worker = new Worker(new URL('./run-projector.ts', import.meta.url), {
      workerData: { ...settings, keeper: shared } satisfies InsideThread,
      transferList: shared ? [shared.port] : [],
      // A batch of views is some megabytes; what is more is a mistake that shall not take the hub along.
      resourceLimits: { maxOldGenerationSizeMb: 160, maxYoungGenerationSizeMb: 6 },
    })
    worker.on('message', (word: FromThread) => {
      if (word !== 'stopped') log[word.level](word.details, word.message)
    })
    worker.on('error', (error) =>
      log.error({ reason: error.name }, 'the projector fell over and starts again'),
    )
    ended = new Promise((resolve) => {
      worker.once('exit', () => {
        resolve()
        if (!stopping) restart = setTimeout(start, restartMilliseconds)
      })
    })
  }
  start()
  return {
    // Many requests in one moment are one word.
    wake: () => {
      if (said) return
      said = true
      setTimeout(() => {
        said = false
        worker.postMessage('wake' satisfies ToThread)
      }, 10).unref()
    },
    stop: async () => {
      stopping = true
      clearTimeout(restart)
      worker.postMessage('stop' satisfies ToThread)
      await ended
    },
  }
}
