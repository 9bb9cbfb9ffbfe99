import { parentPort, workerData } from 'node:worker_threads'
import { v7 } from 'uuid'
import { RawClient } from '../hub/raw-client.ts'

/**
 * 32 desks on their own thread: each sends a command, waits for the answer, sends the next. They share the machine with the
 * site, so they are as cheap as they can be.
 */
const { port, token, clients } = workerData as { port: number; token: string; clients: number }
const desks = await Promise.all(Array.from({ length: clients }, () => RawClient.open(port)))
let lot = 0

function request(): Buffer {
  const data = {
    productId: 'covid19-biofarma',
    lotNumber: `H${++lot}`,
    expirationDate: '2021-12-31',
    vials: 1,
    dosesPerVial: 10,
  }
  const body = JSON.stringify({ commandId: v7(), data })
  return Buffer.from(
    `POST /v1/commands/stock.receive HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${token}\r\n` +
      `content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  )
}

parentPort!.on('message', async ({ milliseconds }: { milliseconds: number }) => {
  const start = performance.now()
  let done = 0
  const work = async (desk: RawClient) => {
    while (performance.now() - start < milliseconds) {
      const status = await desk.send(request())
      if (status !== 200) throw new Error(`status ${status}: ${desk.lastBody}`)
      done += 1
    }
  }
  await Promise.all(desks.map(work))
  parentPort!.postMessage({ done, perSecond: done / ((performance.now() - start) / 1000) })
})
