import { type AddressInfo, connect, type Socket } from 'node:net'
import fastify from 'fastify'
import { interleave } from '../interleave.ts'
import type { BenchResult } from '../report.ts'
import type { Terms } from './bench-cards.ts'
import { cardDesk, repeat } from './bench-issue.ts'
import { besideFastestCall } from './beside-fastest-call.ts'

const connections = 16

/** C1 over HTTP: the same card as the answer to a request on the loopback, client in the same process. */
export async function benchIssueOverHttp(terms: Terms): Promise<BenchResult> {
  const desk = cardDesk()
  const server = fastify()
  server.post('/cards', () => ({ text: desk.issue().text }))
  await server.listen({ port: 0, host: '127.0.0.1' })
  const { port } = server.server.address() as AddressInfo
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)))
  const raw = { name: 'raw ES256 sign', run: (times: number) => repeat(times, desk.signRaw) }
  const comparison = await interleave(
    { name: 'local card over HTTP', run: (times) => askMany(times, sockets) },
    raw,
    terms,
  )
  const fastest = { name: 'fastest sign', run: (times: number) => repeat(times, desk.signFastest) }
  const details = await besideFastestCall(comparison.ratio.median, raw, fastest, terms)
  for (const socket of sockets) socket.destroy()
  await server.close()
  return {
    id: 'C1-http',
    title: 'local card issued over HTTP ÷ raw ES256 sign',
    gate: 0.15,
    aim: 0.25,
    better: 'higher',
    value: comparison.ratio.median,
    unit: '×',
    comparison,
    details: { connections, ...details },
    leavesOut: 'the site around it: sign-in, TLS, the log; client and server share one process',
  }
}

/** As light a client as can be, because it shares the process: whole requests out, whole answers in. */
async function askMany(times: number, sockets: readonly Socket[]): Promise<void> {
  let left = times
  const worker = async (socket: Socket) => {
    while (left > 0) {
      left -= 1
      await ask(socket)
    }
  }
  await Promise.all(sockets.map(worker))
}

const asked = Buffer.from('POST /cards HTTP/1.1\r\nhost: bench\r\ncontent-length: 0\r\n\r\n')

function ask(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = ''
    const take = (part: string) => {
      text += part
      const body = text.indexOf('\r\n\r\n') + 4
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? Number.NaN)
      if (body < 4 || text.length < body + length) return
      socket.off('data', take)
      if (text.startsWith('HTTP/1.1 200') && text.startsWith('{"text":"HC1:', body)) resolve()
      else reject(new Error(`an answer that is no card: ${text.slice(0, 200)}`))
    }
    socket.on('data', take)
    socket.write(asked)
  })
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    socket.setEncoding('latin1')
    socket.once('connect', () => resolve(socket))
    socket.once('error', reject)
  })
}
