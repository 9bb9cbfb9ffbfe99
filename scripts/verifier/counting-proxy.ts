import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface CountingProxy {
  readonly port: number
  /** What the server has sent through it so far: heads and bodies, as they were on the wire. */
  bytes(): number
  stop(): Promise<void>
}

/** Stands before a server on this machine and counts every byte that it sends. */
export async function startCountingProxy(serverPort: number): Promise<CountingProxy> {
  let sent = 0
  const open = new Set<Socket>()
  const proxy = createServer((browser) => {
    const server = connect(serverPort, '127.0.0.1')
    for (const [socket, other] of [
      [browser, server],
      [server, browser],
    ] as const) {
      open.add(socket)
      socket.on('error', () => other.destroy())
      socket.on('close', () => open.delete(socket))
    }
    server.on('data', (part) => (sent += part.length))
    browser.pipe(server)
    server.pipe(browser)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  return {
    port: (proxy.address() as AddressInfo).port,
    bytes: () => sent,
    stop: () =>
      new Promise((resolve) => {
        proxy.close(() => resolve())
        for (const socket of open) socket.destroy()
      }),
  }
}
