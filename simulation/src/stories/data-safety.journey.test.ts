import { execFile } from 'node:child_process'
import { cpSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { setFileClock } from '@sentra/testkit'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ByHand, someone } from '../hall/by-hand.ts'
import { codeForAnotherSite } from '../hall/credentials.ts'
import { damageOnePage } from '../hall/damage-disk.ts'
import { Desks } from '../hall/desks.ts'
import { Hall } from '../hall/hall.ts'

/**
 * The two mornings nobody wants: a laptop that was put back to yesterday's copy, and one whose disk has changed a page.
 * Each desk is told, and the coordinator's page says what happened, what stands, what to do and whom to call.
 */
const siteEnvironment: Record<string, string> = {}
const hall = new Hall({ startAt: '2021-08-04T19:30:00.000Z', siteEnvironment })
let desks: Desks
let page: Page
let gate: Page

beforeAll(async () => {
  await hall.open()
  desks = await Desks.at(hall)
  page = await desks.of('C-01', 'Koordinator')
  gate = await desks.of('G-01', 'Gerbang')
})
afterAll(async () => {
  await desks?.close()
  await hall.close()
})

const data = () => join(hall.dataDir, 'site')

test('on a good day the page says that the data is safe, what is old, and that nothing is set aside', async () => {
  await page.getByRole('tab', { name: 'Keamanan data' }).click()
  await page.getByText('Menyimpan', { exact: true }).waitFor()
  await page.getByText('Cadangan hari ini belum dibuat').waitFor()
  await page.getByText('Tidak ada catatan yang disisihkan').waitFor()
  expect(await gate.locator('[data-trust]').count()).toBe(0)
  await desks.look(page, 'safety-good')
})

test('a laptop whose clock falls back by an hour says so on every desk, until the clock is right', async () => {
  const { file } = hall.clock!
  const now = hall.clock!.now()
  setFileClock(file, new Date(now - 3_600_000))
  await gate.locator('[data-clock]').waitFor({ timeout: 30_000 })
  await desks.look(gate, 'banner-clock')
  await page.getByText(/lebih lambat daripada catatan terbaru/).waitFor()
  await page.getByText(/Betulkan tanggal dan jam/).waitFor()
  await desks.look(page, 'safety-clock')
  // What is recorded by the wrong clock does not make it right.
  await new ByHand(hall).admit(someone(3))
  await desks.look(gate, 'banner-clock-after-a-record')
  expect(await gate.locator('[data-clock]').count()).toBe(1)
  setFileClock(file, new Date(now))
  await gate.locator('[data-clock]').waitFor({ state: 'hidden', timeout: 30_000 })
})

test('an older copy is started: nothing more is sent, both histories are kept, and every desk is told', async () => {
  await hall.killSite()
  cpSync(data(), `${data()}-yesterday`, { recursive: true })
  await hall.startSite()
  await new ByHand(hall).admit(someone(1))
  await expect
    .poll(async () => (await hall.staff('G-01').ask('status')).link.waiting, { timeout: 20_000 })
    .toBe(0)
  await hall.killSite()
  renameSync(data(), `${data()}-today`)
  renameSync(`${data()}-yesterday`, data())
  await hall.startSite()

  await gate.locator('[data-trust=quarantine]').waitFor({ timeout: 30_000 })
  await desks.look(gate, 'banner-quarantine')
  await page.getByRole('heading', { name: 'Dua riwayat dengan satu nama' }).waitFor()
  await page.getByText('Kedua riwayat disimpan').waitFor()
  await page.locator('code', { hasText: 'sentra site restore --from' }).first().waitFor()
  await page.getByText(/alasan hub-ahead/).waitFor()
  await desks.look(page, 'safety-quarantine')

  await hall.killSite()
  rmSync(data(), { recursive: true })
  renameSync(`${data()}-today`, data())
  await hall.startSite()
  const held = async () => (await hall.staff('G-01').ask('status')).link
  await expect.poll(async () => (await held()).state, { timeout: 20_000 }).toBe('up')
  expect((await held()).quarantine).toBeNull()
  await gate.locator('[data-trust]').waitFor({ state: 'hidden', timeout: 30_000 })
})

test('a laptop that was left behind when another was restored under its name is told what to do', async () => {
  await hall.killSite()
  cpSync(data(), `${data()}-left-behind`, { recursive: true })
  const backup = join(hall.dataDir, 'stick.db')
  cpSync(join(data(), 'site.db'), backup)
  const restore = ['cli/src/main.ts', 'site', 'restore', '--from', backup, '--data', hall.dataDir]
  await promisify(execFile)(process.execPath, restore, { cwd: repository })
  const { name, password } = hall.consoleUser()
  siteEnvironment.SENTRA_ENROLMENT_CODE = await codeForAnotherSite(hall.hubUrl, [
    { who: name, pin: password },
  ])
  await hall.startSite()
  const link = async () => (await hall.staff('G-01').ask('status')).link
  await expect.poll(async () => (await link()).quarantine, { timeout: 30_000 }).toBeNull()
  await expect.poll(async () => (await link()).waiting, { timeout: 30_000 }).toBe(0)

  await hall.killSite()
  renameSync(data(), `${data()}-restored`)
  renameSync(`${data()}-left-behind`, data())
  await hall.startSite()
  await gate.locator('[data-trust=quarantine]').waitFor({ timeout: 30_000 })
  await page.getByText(/alasan wrong-epoch/).waitFor()
  await page.locator('code', { hasText: 'sentra site restore --from' }).first().waitFor()
  await page.locator('code', { hasText: '--enrolment-code' }).first().waitFor()
  await desks.look(page, 'safety-left-behind')

  await hall.killSite()
  rmSync(data(), { recursive: true })
  renameSync(`${data()}-restored`, data())
  await hall.startSite()
  // Who was signed in is not taken along into a restored log.
  await desks.signInAgain('G-01', 'Gerbang')
  await desks.signInAgain('C-01', 'Koordinator')
  await gate.locator('[data-trust]').waitFor({ state: 'hidden', timeout: 30_000 })
})

test('a page changed on the disk is found in the night, and in the morning every desk is told', async () => {
  damageOnePage(data())
  hall.clock!.moveTo(Date.parse('2021-08-04T20:01:00.000Z'))
  await gate.locator('[data-trust=damaged]').waitFor({ timeout: 100_000 })
  await desks.look(gate, 'banner-damaged')
})

test('and the coordinator reads what to do, in every light', async () => {
  await page.getByRole('heading', { name: 'Data di laptop ini rusak' }).waitFor({ timeout: 30_000 })
  await page.locator('code', { hasText: 'sentra site restore --from' }).first().waitFor()
  for (const light of ['plain', 'sunlight', 'dark']) {
    await desks.look(page, `safety-damaged-${light}`)
    await page.getByRole('button', { name: /^Terang layar/ }).click()
  }
})

const repository = new URL('../../../', import.meta.url).pathname
