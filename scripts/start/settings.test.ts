import { assert, test } from 'vitest'
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
