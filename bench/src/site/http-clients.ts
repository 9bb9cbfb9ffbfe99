import { Agent, request } from 'node:http'
import { parentPort, workerData } from 'node:worker_threads'
import { v7 } from 'uuid'

/** 32 desks on their own thread: each sends a command, waits for the answer, sends the next. */
const { port, token, clients } = workerData as { port: number; token: string; clients: number }
const agent = new Agent({ keepAlive: true, maxSockets: clients })
let lot = 0

function send(): Promise<void> {
  const data = {
    productId: 'covid19-biofarma',
    lotNumber: `H${++lot}`,
    expirationDate: '2021-12-31',
    vials: 1,
    dosesPerVial: 10,
  }
  const body = JSON.stringify({ commandId: v7(), data })
  return new Promise((resolve, reject) => {
    const call = request(
      {
        agent,
        port,
        host: '127.0.0.1',
        method: 'POST',
        path: '/v1/commands/stock.receive',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
      },
      (response) => {
        response.resume()
        response.on('end', () =>
          response.statusCode === 200 ? resolve() : reject(new Error(`status ${response.statusCode}`)),
        )
      },
    )
    call.on('error', reject)
    call.end(body)
  })
}

parentPort!.on('message', async ({ milliseconds }: { milliseconds: number }) => {
  const start = performance.now()
  let done = 0
  const client = async () => {
    while (performance.now() - start < milliseconds) {
      await send()
      done += 1
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  parentPort!.postMessage({ done, perSecond: done / ((performance.now() - start) / 1000) })
})
