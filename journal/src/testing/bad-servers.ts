import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, connect, createServer as createSocketServer, type Socket } from 'node:net'

/** Servers on real sockets that behave badly, each in one way. All on the loopback, ports chosen by the system. */
export interface BadServer {
  readonly url: URL
  stop(): Promise<void>
}

export async function answering(listener: RequestListener): Promise<BadServer> {
  const server = createServer(listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: addressOf(server.address() as AddressInfo),
    stop: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Takes every call and says nothing, ever. */
export async function blackHole(): Promise<BadServer> {
  const sockets = new Set<Socket>()
  const server = createSocketServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: addressOf(server.address() as AddressInfo),
    stop: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** An address where nobody listens: somebody did a moment ago. */
export async function nobody(): Promise<BadServer> {
  const server = await answering(() => undefined)
  await server.stop()
  return { url: server.url, stop: async () => undefined }
}

/**
 * Lets nobody in: a process that listens, is stopped by a signal, and whose waiting room is full, so that the
 * system drops every further knock. What a cut cable behind a router looks like.
 */
export async function neverLetsIn(): Promise<BadServer> {
  const script =
    "const s=require('node:net').createServer();s.listen({port:0,host:'127.0.0.1',backlog:1},()=>console.log(s.address().port))"
  const child: ChildProcess = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] })
  const [port] = (await once(child.stdout!, 'data')) as [Buffer]
  child.kill('SIGSTOP')
  const address = { port: Number(port.toString()), host: '127.0.0.1' }
  const waiting: Socket[] = []
  // One more than the waiting room holds is enough; the system's rounding makes it a few.
  for (let i = 0; i < 4; i += 1) waiting.push(connect(address).on('error', () => undefined))
  await new Promise((resolve) => setTimeout(resolve, 50))
  return {
    url: addressOf(address),
    stop: async () => {
      for (const socket of waiting) socket.destroy()
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

const addressOf = ({ port }: { port: number }) => new URL(`http://127.0.0.1:${port}/healthz`)
