import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Files = Record<string, Uint8Array<ArrayBuffer>>

/** The plainest web server a district may have: no compression, no headers but type and ETag. */
export async function startStaticServer(files: Files): Promise<StaticServer> {
  const requests: string[] = []
  let sentBytes = 0
  const server: Server = createServer((request, response) => {
    requests.push(request.url ?? '')
    const path = decodeURIComponent((request.url ?? '/').split('?')[0]!).slice(1)
    const file = files[path] ?? (path.endsWith('/') ? files[`${path}index.html`] : undefined)
    if (!file) return void response.writeHead(404).end()
    const etag = `"${createHash('sha256').update(file).digest('hex').slice(0, 16)}"`
    if (request.headers['if-none-match'] === etag) return void response.writeHead(304, { etag }).end()
    const name = path.endsWith('/') || path === '' ? 'index.html' : path
    response.writeHead(200, {
      'content-type': types[name.split('.').pop()!] ?? 'application/octet-stream',
      etag,
    })
    if (request.method !== 'HEAD') sentBytes += file.length
    response.end(file)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const port = (server.address() as AddressInfo).port
  return {
    address: `http://localhost:${port}/`,
    requests,
    sentBytes: () => sentBytes,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

export interface StaticServer {
  readonly address: string
  /** What was asked for, in order. */
  readonly requests: string[]
  sentBytes(): number
  stop(): Promise<void>
}

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
  png: 'image/png',
  json: 'application/json',
  webmanifest: 'application/manifest+json',
}
