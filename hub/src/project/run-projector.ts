import { parentPort, workerData } from 'node:worker_threads'
import { simulatedClock, systemClock } from '../clock.ts'
import { openHubIdentity } from '../issue/hub-identity.ts'
import { keeperThrough } from '../keeper/shared-keeper.ts'
import { openDatabase } from '../store/database.ts'
import { openPress } from './press.ts'
import { startProjector } from './projector.ts'
import type { FromThread, InsideThread, ToThread } from './projector-thread.ts'

/** The inside of the projector's thread: its own connections and keys, the same code as everywhere. */
const settings = workerData as InsideThread
const port = parentPort!
const clock = settings.simulatedClock ? simulatedClock(settings.simulatedClock) : systemClock
const say = (level: 'warn' | 'error') => (details: object, message: string) =>
  port.postMessage({ level, details, message } satisfies FromThread)

const database = openDatabase(settings.connectionString)
const identity = await openHubIdentity(database, settings.dataDir, clock.now(), {
  clock,
  passphrase: settings.passphrase,
  keeper: settings.keeper && { hello: settings.keeper.hello, ask: keeperThrough(settings.keeper.port) },
})
const projector = startProjector(
  database,
  identity,
  clock,
  { warn: say('warn'), error: say('error') },
  { press: openPress(settings.press) },
)

port.on('message', (word: ToThread) => {
  if (word === 'wake') {
    projector.wake()
    return
  }
  void projector
    .stop()
    .then(() => database.close())
    .then(() => {
      port.postMessage('stopped' satisfies FromThread)
      // Ends this thread alone, with whatever the keys keep open.
      process.exit()
    })
})
