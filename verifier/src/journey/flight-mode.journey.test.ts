import { rmSync } from 'node:fs'
import { makeTempDir, openProfile } from '@sentra/testkit'
import { afterAll, assert, beforeAll, test } from 'vitest'
import { buildPage } from './build-page.ts'
import { exampleTrust } from './example-cards.ts'
import { expectVerdict, folder, paste, phone, photograph, ready, servedWith } from './page-driver.ts'
import { type Files, type StaticServer, startStaticServer } from './static-server.ts'

/** A phone that is switched off after the first visit, and on again in a village with no signal. */
const profile = makeTempDir('flight-mode')
const example = exampleTrust(new Date())
let built: Files
let server: StaticServer

beforeAll(async () => {
  built = await buildPage()
  server = await startStaticServer(servedWith(built, example.files))
})
afterAll(async () => {
  await server.stop()
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
})

test('after one visit the page opens from a cold start in flight mode, and reads a photo', async () => {
  const address = `${server.address}${folder}verify/`
  const atHome = await openProfile(profile, { viewport: phone })
  const visit = atHome.pages()[0] ?? (await atHome.newPage())
  await visit.goto(address)
  await ready(visit)
  await atHome.close()
  await server.stop()

  const atTheGate = await openProfile(profile, { viewport: phone, offline: true })
  try {
    const page = atTheGate.pages()[0] ?? (await atTheGate.newPage())
    await page.goto(address)
    await ready(page)
    assert.include(await page.innerText('#ages'), 'status per')
    await photograph(page, example.cards.exchanged)
    await expectVerdict(page, 'exchanged', 'replaced')
    await paste(page, example.cards.local)
    await expectVerdict(page, 'valid-local', 'good')
  } finally {
    await atTheGate.close()
  }
})
