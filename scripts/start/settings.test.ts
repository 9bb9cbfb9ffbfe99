import { createServer } from 'node:net'
import { assert, test } from 'vitest'
import { checkPorts } from './ports.ts'
import { readSettings } from './settings.ts'

test('without any setting everything has a working default', () => {
  const settings = readSettings({})
  assert.match(settings.dataDir, /\/data$/)
  assert.deepEqual([settings.sitePort, settings.hubPort, settings.databaseUrl], [8080, 8090, undefined])
})

test('a wrong setting is named, with what to write instead', () => {
  assert.throws(() => readSettings({ SENTRA_SITE_PORT: 'eighty' }), /SENTRA_SITE_PORT/)
  assert.throws(() => readSettings({ SENTRA_HUB_PORT: '70000' }), /SENTRA_HUB_PORT.*65535/)
  assert.throws(() => readSettings({ SENTRA_SITE_PORT: '8090' }), /SENTRA_SITE_PORT.*SENTRA_HUB_PORT/)
  assert.throws(() => readSettings({ DATABASE_URL: 'mysql://x' }), /DATABASE_URL.*postgres:\/\//)
})

test('a taken port is named, with the setting that changes it', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const address = other.address()
  const taken = typeof address === 'object' && address ? address.port : 0
  const settings = { dataDir: '/tmp', sitePort: 0, hubPort: taken, databaseUrl: undefined }
  const problem = String(await checkPorts(settings).catch(String))
  assert.match(problem, new RegExp(`${taken}.*SENTRA_HUB_PORT=`))
  other.close()
  await checkPorts({ ...settings, hubPort: 0 })
})
