import { cpSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { certify } from '../testing/certified-site.ts'
import { morning, openDay, openVial, vaccinate } from '../testing/clinic-day.ts'
import { SiteUnderTest } from '../testing/site-under-test.ts'

let folder: string
let site: SiteUnderTest
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sentra-copies-'))
  site = await SiteUnderTest.start(morning)
  await openDay(site)
  await certify(site)
})
afterEach(async () => {
  await site.end()
  rmSync(folder, { recursive: true, force: true })
})

type Card = { serial: string; statusList: string; statusIndex: number }

async function doseWithoutCard(at: SiteUnderTest, index: number): Promise<string> {
  const { immunizationId } = await vaccinate(at, index, await openVial(at))
  at.advance({ seconds: 31 })
  return immunizationId
}

async function card(at: SiteUnderTest, index: number): Promise<Card> {
  const immunizationId = await doseWithoutCard(at, index)
  return (await at.command('K-01', 'local-card.issue', { immunizationId })).event.data as Card
}

test('a copy of the folder and its original never print the same number, with the hub away', async () => {
  const before = await card(site, 1)
  await site.running.stop()
  const copied = join(folder, 'copy')
  // With times, as a careful person copies.
  cpSync(site.dataDir, copied, { recursive: true, preserveTimestamps: true })
  await site.up()
  const copy = await SiteUnderTest.twin(site, copied)

  const original = [await card(site, 2), await card(site, 3)]
  const immunizationId = await doseWithoutCard(copy, 4)
  const refusal = await copy.refusal('K-01', 'local-card.issue', { immunizationId })
  expect(refusal.error).toBe('numbers-elsewhere')
  await copy.restart()
  expect((await copy.refusal('K-01', 'local-card.issue', { immunizationId })).error).toBe('numbers-elsewhere')

  // With numbers of its own, as the hub gives them at the first contact, it goes on.
  await certify(copy, 4096)
  const { event } = await copy.command('K-01', 'local-card.issue', { immunizationId })
  await copy.restart()
  const all = [before, ...original, event.data as Card, await card(copy, 5)]
  expect(new Set(all.map(({ serial }) => serial)).size).toBe(5)
  expect(new Set(all.map(({ statusList, statusIndex }) => `${statusList} ${statusIndex}`)).size).toBe(5)
  await copy.running.stop()
})

test('an old copy put back into the same folder, file by file or whole, uses no number again', async () => {
  await site.running.stop()
  const yesterday = join(folder, 'yesterday')
  cpSync(site.dataDir, yesterday, { recursive: true })
  await site.up()
  const used = await card(site, 1)
  expect(used.statusIndex).toBe(2048)
  await site.running.stop()
  cpSync(yesterday, site.dataDir, { recursive: true, force: true, preserveTimestamps: true })
  await site.up()
  expect(site.running.site.cardIssuing.next()).toBeNull()

  await site.running.stop()
  rmSync(site.dataDir, { recursive: true })
  renameSync(yesterday, site.dataDir)
  await site.up()
  expect(site.running.site.cardIssuing.next()).toBeNull()
})

test('an older site.db alone put back into its folder uses no number again', async () => {
  await site.running.stop()
  const yesterday = join(folder, 'site.db')
  cpSync(join(site.dataDir, 'site.db'), yesterday)
  await site.up()
  expect((await card(site, 1)).statusIndex).toBe(2048)
  expect((await card(site, 2)).statusIndex).toBe(2049)
  await site.running.stop()
  cpSync(yesterday, join(site.dataDir, 'site.db'), { force: true })
  await site.up()
  expect((await card(site, 3)).statusIndex).toBe(2050)
})

test('a restart, and a folder that was moved, keep their numbers: offline work goes on', async () => {
  expect((await card(site, 1)).statusIndex).toBe(2048)
  await site.restart()
  expect((await card(site, 2)).statusIndex).toBe(2049)
  await site.running.stop()
  const moved = join(folder, 'moved')
  renameSync(site.dataDir, moved)
  renameSync(moved, site.dataDir)
  await site.up()
  expect((await card(site, 3)).statusIndex).toBe(2050)
})
