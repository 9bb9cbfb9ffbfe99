import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { launchBrowser } from '@sentra/testkit'
import type { Page } from 'playwright-core'
import { buildPage } from '../src/journey/build-page.ts'
import { exampleTrust, withOneChangedByte } from '../src/journey/example-cards.ts'
import { folder, paste, phone, ready, servedWith } from '../src/journey/page-driver.ts'
import { startStaticServer } from '../src/journey/static-server.ts'
import { smallPng } from './small-png.ts'

/**
 * Takes `docs/pictures/verifier-*.png`: each answer as a phone of 390 pixels shows it.
 * `node verifier/scripts/take-pictures.ts` (on Node 24).
 */
const directory = join(import.meta.dirname, '../../docs/pictures')
/** A page of documentation is opened on the same phones. */
const bytesMax = 60_000

mkdirSync(directory, { recursive: true })
const now = new Date('2021-08-05T03:00:00.000Z')
const example = exampleTrust(now)
const built = await buildPage()
const server = await startStaticServer(servedWith(built, example.files))
const oldLists = { ...example.files, [example.localListPath]: example.localListAsOf(daysBefore(9)) }
const stale = await startStaticServer(servedWith(built, oldLists))
const empty = await startStaticServer(servedWith(built, {}))
const browser = await launchBrowser()
const darkroom = await browser.openPage()

const page = await open(server.address)
await take(page, 'welcome')
for (const [name, text] of Object.entries({
  'valid-local': example.cards.local,
  'valid-national': example.cards.national,
  exchanged: example.cards.exchanged,
  withdrawn: example.cards.withdrawn,
  suspended: example.cards.suspended,
  expired: example.cards.expired,
  'not-genuine': withOneChangedByte(example.cards.local),
  ticket: example.ticket,
}))
  await takeAnswer(page, name, text)

await page.click('#language')
await takeAnswer(page, 'english', example.cards.local)
await page.click('#language')
await page.click('#open-settings')
await take(page, 'settings')
await page.selectOption('#theme', 'bright')
await page.click('#close-settings')
await takeAnswer(page, 'sunlight', example.cards.exchanged)
await page.keyboard.press('Escape')
await page.click('#open-stack')
for (const card of [
  example.cards.exchanged,
  example.cards.withdrawn,
  example.cards.exchanged,
  example.cards.local,
]) {
  await paste(page, card)
  await page.waitForTimeout(300)
}
await take(page, 'stack')

await takeAnswer(await open(stale.address), 'status-old', example.cards.local)
const bare = await open(empty.address)
await bare.waitForSelector('.notice-grave')
await take(bare, 'no-trust')

await browser.close()
await Promise.all([server.stop(), stale.stop(), empty.stop()])

async function open(address: string): Promise<Page> {
  const opened = await browser.openPage({ viewport: phone, reducedMotion: 'reduce' })
  await opened.clock.setFixedTime(now)
  await opened.goto(`${address}${folder}verify/`)
  await ready(opened)
  return opened
}

async function takeAnswer(from: Page, name: string, text: string): Promise<void> {
  await paste(from, text)
  await from.waitForSelector('#verdict:not([hidden])')
  await take(from, name)
}

async function take(from: Page, name: string): Promise<void> {
  await from.waitForTimeout(200)
  const file = join(directory, `verifier-${name}.png`)
  writeFileSync(file, await smallPng(darkroom, await from.screenshot()))
  const { size } = statSync(file)
  console.log(`${file.slice(directory.length + 1)} ${size} bytes`)
  if (size > bytesMax) throw new Error(`${file} has more than ${bytesMax} bytes`)
}

function daysBefore(days: number): Date {
  return new Date(now.getTime() - days * 86_400_000)
}
