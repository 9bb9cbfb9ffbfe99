import { rmSync } from 'node:fs'
import { join } from 'node:path'
import {
  freePort,
  launchBrowser,
  makeTempDir,
  phone,
  type StartedProcess,
  startProcess,
  type TestBrowser,
} from '@sentra/testkit'
import { afterAll, assert, beforeAll, test } from 'vitest'
import { startCountingProxy } from './counting-proxy.ts'

/**
 * What a first visit to the verifier costs somebody who pays for every megabyte: all that the real hub and
 * the real site send, heads included, until the phone could go into flight mode.
 */
const bytesMax = 500_000
const data = makeTempDir('first-visit')
let everything: StartedProcess
let browser: TestBrowser
let ports: { hub: number; site: number }

beforeAll(async () => {
  ports = { hub: await freePort(), site: await freePort() }
  everything = await startProcess({
    script: join(import.meta.dirname, '../start.mjs'),
    env: {
      SENTRA_DATA: data,
      SENTRA_SITE_PORT: String(ports.site),
      SENTRA_HUB_PORT: String(ports.hub),
      SENTRA_PROBE_MS: '500',
      LANG: 'C',
    },
    ready: /Ctrl-C/,
    timeoutSeconds: 150,
  })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await everything?.stop()
  rmSync(data, { recursive: true, force: true, maxRetries: 5 })
})

test.each(['hub', 'site'] as const)('a first visit to the %s costs at most 500 KB', async (name) => {
  await within(60, () => hasLists(`http://127.0.0.1:${ports[name]}/status/index.json`))
  const proxy = await startCountingProxy(ports[name])
  const page = await browser.openPage({ viewport: phone })
  await page.goto(`http://localhost:${proxy.port}/verify`)
  await page.waitForSelector('html[data-offline=ready]', { timeout: 20_000 })
  await page.waitForSelector('#ages:has-text("status per")')
  const first = proxy.bytes()

  await page.context().setOffline(true)
  await page.reload()
  await page.waitForSelector('#ages:has-text("status per")')
  await page.context().setOffline(false)
  await page.reload()
  await page.waitForSelector('html[data-offline=ready]')
  await page.waitForLoadState('networkidle')
  console.log(`${name}: ${first} bytes for the first visit, ${proxy.bytes() - first} for the second`)
  assert.isBelow(first, bytesMax)
  assert.isBelow(proxy.bytes() - first, 20_000)
  await page.context().close()
  await proxy.stop()
})

/** The site mirrors the hub's files in its own time. */
async function hasLists(address: string): Promise<boolean> {
  const response = await fetch(address)
  return response.ok && ((await response.json()) as { lists: unknown[] }).lists.length > 0
}

async function within(seconds: number, holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < seconds * 5; tries += 1) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  assert.fail(`not within ${seconds} s`)
}
