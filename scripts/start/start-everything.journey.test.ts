import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort, withTempDir } from '@sentra/testkit'
import { assert, test } from 'vitest'
import type { ServerProcess } from './server-process.ts'
import { startEverything, stopEverything } from './start-everything.ts'

test('the hub first, then the site with its enrolment code; credentials are shown and written nowhere', async () => {
  await withTempDir(async (dataDir) => {
    const run = await prepareRun(dataDir)
    await startEverything(run)
    const shown = run.said.join('\n')
    assert.match(shown, /site +C-01 +coordinator +493817/)
    assert.match(shown, new RegExp(`http://localhost:${run.settings.sitePort}/`))

    const site = readFileSync(join(dataDir, 'logs/site.log'), 'utf8')
    assert.match(site, /"code":"K7QX-2M4P"/)
    assert.notInclude(site, '493817')
    assert.isTrue(await stopEverything(run.servers))
    assert.isFalse(existsSync(join(dataDir, 'hub/first-site-enrolment-code')), 'a code is used once')
    const order = readFileSync(join(dataDir, 'order'), 'utf8').trim().split('\n')
    assert.deepEqual(order, ['hub up', 'site up', 'site down', 'hub down'])
  })
})

test('a second start has no code to pass on and no credentials to show', async () => {
  await withTempDir(async (dataDir) => {
    const first = await prepareRun(dataDir)
    await startEverything(first)
    await stopEverything(first.servers)
    const second = await prepareRun(dataDir)
    await startEverything(second)
    await stopEverything(second.servers)
    assert.notInclude(second.said.join('\n'), '493817')
  })
})

test('a hub that cannot start is named, with what it said, and no site is started', async () => {
  await withTempDir(async (dataDir) => {
    const run = await prepareRun(dataDir, { hub: `console.error('the disk is full'); process.exit(7)` })
    const failed = String(await startEverything(run).catch(String))
    assert.match(failed, /hub[\s\S]*code 7[\s\S]*the disk is full[\s\S]*hub\.log/)
    assert.equal(run.servers.length, 1)
  })
})

test('a server that does not stop when asked is killed, and that is told', async () => {
  await withTempDir(async (dataDir) => {
    const run = await prepareRun(dataDir, {
      site: `process.on('SIGTERM', () => {}); console.log('{"ready":true}'); setInterval(() => {}, 1000)`,
    })
    await startEverything(run)
    const site = run.servers[1]!
    assert.isFalse(await site.stop(0.2))
    assert.isTrue(await stopEverything(run.servers))
  })
})

async function prepareRun(dataDir: string, scripts: { hub?: string; site?: string } = {}) {
  const write = (name: string, source: string) => {
    const file = join(dataDir, `${name}.mjs`)
    writeFileSync(file, source)
    return file
  }
  mkdirSync(join(dataDir, 'hub'), { recursive: true })
  const settings = {
    dataDir,
    sitePort: await freePort(),
    tlsPort: undefined,
    hubPort: await freePort(),
    databaseUrl: undefined,
  }
  const said: string[] = []
  return {
    settings,
    scripts: { hub: write('hub', scripts.hub ?? fakeHub), site: write('site', scripts.site ?? fakeSite) },
    environment: { PATH: process.env.PATH },
    servers: [] as ServerProcess[],
    said,
    say: (line: string) => void said.push(line),
  }
}

const common = (name: string) => `
  import { appendFileSync, existsSync, writeFileSync } from 'node:fs'
  const data = process.env.SENTRA_DATA
  const tell = (what) => appendFileSync(data + '/order', '${name} ' + what + '\\n')
  process.on('SIGTERM', () => { tell('down'); process.exit(0) })
  setInterval(() => {}, 1000)
  tell('up')`

const fakeHub = `${common('hub')}
  const known = data + '/hub/has-a-site'
  if (!existsSync(known)) {
    writeFileSync(known, process.env.SENTRA_FIRST_SITE_NAME)
    writeFileSync(data + '/hub/first-site-enrolment-code', 'K7QX-2M4P', { mode: 0o600 })
  }
  console.log(JSON.stringify({ level: 30, ready: true }))`

const fakeSite = `${common('site')}
  const code = process.env.SENTRA_ENROLMENT_CODE
  if (code) console.log('SENTRA-CREDENTIALS ' + JSON.stringify([{ who: 'C-01', role: 'coordinator', pin: '493817' }]))
  console.log(JSON.stringify({ level: 30, ready: true, code, hub: process.env.SENTRA_HUB_URL }))
  if (code) console.log(JSON.stringify({ level: 30, enrolled: true }))`
