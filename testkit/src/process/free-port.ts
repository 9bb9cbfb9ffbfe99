import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/**
 * A TCP port that is free now, below those that systems give out by themselves: another test that asks for any port
 * between this answer and its use never gets this one. Prefer port 0 where the process tells its own.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const port = randomInt(portFrom, portUntil)
    if (await isFree(port)) return port
  }
  throw new Error('a hundred ports were tried and none is free')
}

/** Below 32768, where Linux begins to give out ports; Windows and macOS begin at 49152. */
const portFrom = 20_000
const portUntil = 32_768

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, () => server.close(() => resolve(true)))
  })
}
