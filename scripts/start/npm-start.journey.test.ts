import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isFolderHeld } from '@sentra/journal'
import { freePort, makeTempDir, type StartedProcess, startProcess } from '@sentra/testkit'
import { afterAll, afterEach, assert, beforeAll, describe, test } from 'vitest'

/** The real thing: what a person gets who types `npm start` in a fresh clone, and types it again later. */
const data = makeTempDir('start')
let sitePort: number
let tlsPort: number
let hubPort: number
let last: StartedProcess | undefined

beforeAll(async () => {
  sitePort = await freePort()
  tlsPort = await freePort()
  hubPort = await freePort()
})
afterAll(() => rmSync(data, { recursive: true, force: true, maxRetries: 5 }))

// A test that failed half way leaves nothing running for the next one.
afterEach(async () => {
  if (last?.isRunning()) await last.stop()
})

describe('npm start', () => {
  test('the first start says where to go and who can sign in; Ctrl-C stops everything in order', async () => {
    const running = await start()
    assert.deepEqual(await health(), [200, 200, 200, 200])
    assert.include(running.output(), `http://localhost:${sitePort}/`)
    assert.include(running.output(), `https://localhost:${tlsPort}/`)
    assert.match(running.output(), /fingerprint ([0-9A-F]{2}(:[0-9A-F]{2}){3} ?){8}$/m)
    assert.match(running.output(), /write it down now/)
    const pins = running.lines.flatMap((line) => line.match(/^ {4}(?:site|hub) .* (\S{4,})$/)?.[1] ?? [])
    assert.isAbove(pins.length, 1)
    assert.isTrue(
      await within(10, () => !existsSync(join(data, 'hub/first-site-enrolment-code'))),
      'enrolled',
    )

    const second = await startProcess({ script, env: environment(), ready: null })
    assert.equal((await second.exited).code, 1)
    assert.match(second.output(), new RegExp(`Port ${sitePort} is taken[\\s\\S]*SENTRA_SITE_PORT`))

    assert.deepEqual(await running.kill('SIGINT'), { code: 0, signal: null })
    assert.match(running.output(), /The data is safe/)
    assert.deepEqual(await health(), [0, 0, 0, 0])
    for (const file of filesIn(data)) {
      const text = readFileSync(file, 'latin1')
      for (const pin of pins.filter((pin) => pin.length > 6)) assert.notInclude(text, pin, file)
    }
  })

  test('the second start goes on from the data of the first, and shows no credentials', async () => {
    const running = await start()
    assert.deepEqual(await health(), [200, 200, 200, 200])
    assert.notMatch(running.output(), /write it down now/)
    assert.equal((await running.stop()).code, 0)
  })

  test('when it is killed outright, site, hub and PostgreSQL stop by themselves', async () => {
    const running = await start()
    await running.kill('SIGKILL')
    assert.isTrue(await within(40, allGone))
    const again = await start()
    assert.equal((await again.stop()).code, 0)
  })
})

const script = join(import.meta.dirname, '../start.mjs')

function environment(): Record<string, string> {
  return {
    SENTRA_DATA: data,
    SENTRA_SITE_PORT: String(sitePort),
    SENTRA_SITE_TLS_PORT: String(tlsPort),
    SENTRA_HUB_PORT: String(hubPort),
    LANG: 'C',
  }
}

async function start(): Promise<StartedProcess> {
  last = await startProcess({ script, env: environment(), ready: /Ctrl-C/, timeoutSeconds: 120 })
  return last
}

/** Status of both probes of both servers; 0 when nobody answers. */
function health(): Promise<number[]> {
  const addresses = [sitePort, hubPort].flatMap((port) =>
    ['healthz', 'readyz'].map((probe) => `http://127.0.0.1:${port}/${probe}`),
  )
  return Promise.all(
    addresses.map((address) =>
      fetch(address).then(
        (response) => response.status,
        () => 0,
      ),
    ),
  )
}

async function within(seconds: number, holds: () => boolean | Promise<boolean>): Promise<boolean> {
  for (let tries = 0; tries < seconds * 5; tries += 1) {
    if (await holds()) return true
    await sleep(200)
  }
  return false
}

async function allGone(): Promise<boolean> {
  const answers = await health()
  return answers.every((status) => status === 0) && !isFolderHeld(join(data, 'hub/postgres'))
}

function filesIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((name) => join(directory, name))
    .filter((file) => statSync(file).isFile())
}
