import { createServer } from 'node:net'
import { Failure } from '../prepare.mjs'
import type { Settings } from './settings.ts'
import { inWords } from './words.ts'

/** Says which port is taken, and which setting changes it, before anything is started. */
export async function checkPorts(settings: Settings): Promise<void> {
  for (const [variable, port] of [
    ['SENTRA_SITE_PORT', settings.sitePort],
    ['SENTRA_SITE_TLS_PORT', settings.tlsPort],
    ['SENTRA_HUB_PORT', settings.hubPort],
  ] as const) {
    if (port === undefined) continue
    const problem = await tryToListen(port)
    if (problem === undefined) continue
    const other = port + 100 > 65_535 ? 8180 : port + 100
    if (problem === 'EACCES') {
      throw new Failure(
        inWords({
          id: `Porta ${port} hanya boleh dipakai root. Pilih porta lain: ${variable}=${other} npm start`,
          en: `Only root may use port ${port}. Choose another: ${variable}=${other} npm start`,
        }),
      )
    }
    throw new Failure(
      inWords({
        id: `Porta ${port} sudah dipakai program lain (mungkin Sentra yang masih berjalan). Hentikan program itu, atau pilih porta lain: ${variable}=${other} npm start`,
        en: `Port ${port} is taken by another program (perhaps a Sentra that still runs). Stop that one, or choose another port: ${variable}=${other} npm start`,
      }),
    )
  }
}

/** A port can be taken on one address family alone, so both are tried. */
async function tryToListen(port: number): Promise<string | undefined> {
  for (const host of ['0.0.0.0', '::']) {
    const code = await new Promise<string | undefined>((resolve) => {
      const server = createServer()
      server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code))
      server.listen({ port, host, ipv6Only: host === '::' }, () => server.close(() => resolve(undefined)))
    })
    if (code === 'EADDRINUSE' || code === 'EACCES') return code
  }
  return undefined
}
