import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { assert, describe, test } from 'vitest'
import { checkPorts } from './ports.ts'
import { readSettings } from './settings.ts'

/** A port that another program has while `work` runs. */
async function whileTaken(work: (port: number) => Promise<void>): Promise<void> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    await work((server.address() as AddressInfo).port)
  } finally {
    server.close()
  }
}

const free = { dataDir: '/tmp', sitePort: 0, tlsPort: 0, hubPort: 0, databaseUrl: undefined }

describe('before anything is started', () => {
  test.each([
    ['sitePort', 'SENTRA_SITE_PORT'],
    ['tlsPort', 'SENTRA_SITE_TLS_PORT'],
    ['hubPort', 'SENTRA_HUB_PORT'],
  ] as const)('a taken %s is told, with the setting that changes it', async (name, variable) => {
    await whileTaken(async (port) => {
      const said = await checkPorts({ ...free, [name]: port }).then(
        () => 'nothing',
        (error: Error) => error.message,
      )
      assert.match(said, new RegExp(`${port}.*${variable}=\\d+ npm start`))
    })
    await checkPorts(free)
  })

  test('https that is switched off needs no port', async () => {
    assert.isUndefined(readSettings({ SENTRA_SITE_TLS_PORT: '0' }).tlsPort)
    assert.strictEqual(readSettings({}).tlsPort, 8443)
    await checkPorts({ ...free, tlsPort: undefined })
  })

  test('two servers on one port are refused', () => {
    assert.throws(() => readSettings({ SENTRA_SITE_TLS_PORT: '8090' }), /SENTRA_SITE_TLS_PORT/)
  })
})
