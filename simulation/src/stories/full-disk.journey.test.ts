import { join } from 'node:path'
import { SmallDisk } from '@sentra/journal/testing'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Admitted, ByHand, someone } from '../hall/by-hand.ts'
import { Desks } from '../hall/desks.ts'
import { Hall } from '../hall/hall.ts'

/**
 * Somebody's photos fill the laptop of the site: every desk is warned while there is time, and told plainly when there
 * is none. Nothing that was answered is lost, and with room again the work goes on. A real disk, really full: it is
 * mounted, so it is skipped where that is not allowed (not root, or not Linux).
 */
const hall = new Hall()
const disk = SmallDisk.at(join(hall.dataDir, 'site'), 24)
const byHand = new ByHand(hall)
const answered: Admitted[] = []
let desks: Desks
let page: Page
let gate: Page

beforeAll(async () => {
  if (!disk) return
  await hall.open()
  desks = await Desks.at(hall)
  page = await desks.of('C-01', 'Koordinator')
  gate = await desks.of('G-01', 'Gerbang')
})
afterAll(async () => {
  await desks?.close()
  await hall.close()
  disk?.remove()
})

const admit = async () => {
  answered.push(await byHand.admit(someone(answered.length)))
}

test.skipIf(!disk)(
  'with less than a tenth free, desks and coordinator are warned, and work goes on',
  async () => {
    expect(await gate.locator('[data-trust]').count()).toBe(0)
    for (let people = 0; people < 15; people += 1) await admit()
    disk!.leaveFree(0.08)
    await admit()
    await gate.locator('[data-trust=diskLow]').waitFor({ timeout: 30_000 })
    await desks.look(gate, 'banner-disk-low')
    await page.getByRole('tab', { name: 'Keamanan data' }).click()
    await page.getByText(/Kurang dari sepersepuluh disk kosong/).waitFor()
    await desks.look(page, 'safety-disk-low')
    await page.getByRole('button', { name: 'EN: English' }).click()
    await page.getByText(/Less than a tenth of the disk is free/).waitFor()
    await desks.look(page, 'safety-disk-low-english')
    await page.getByRole('button', { name: /^ID:/ }).click()
  },
)

test.skipIf(!disk)(
  'full: nothing is answered that is not on the disk, and every screen says what to do',
  async () => {
    disk!.leaveFree(0)
    let refused = ''
    for (let tries = 0; tries < 190 && refused === ''; tries += 1)
      await admit().catch((error: Error) => {
        refused = error.message
      })
    expect(refused).toMatch(/site-disk-full/)
    await gate.locator('[data-trust=stopped]').waitFor({ timeout: 30_000 })
    await gate.getByLabel('Nama lengkap').fill('Uji Penuh')
    await gate.keyboard.press('F2')
    // What was typed is kept, and asked again until the site can save: nobody types it a second time.
    await gate.locator('button[data-loading]').waitFor()
    await gate.getByText(/Laptop sentra tidak bisa menyimpan. Catatan baru ditolak/).waitFor()
    await desks.look(gate, 'gate-disk-full')
    await page.getByRole('heading', { name: 'Laptop ini berhenti menyimpan' }).waitFor()
    await page.getByText(/Kosongkan ruang disk sampai sepersepuluh bebas/).waitFor()
    await page.locator('code', { hasText: 'sentra site start' }).waitFor()
    await desks.look(page, 'safety-disk-full')
    await page.getByRole('button', { name: 'EN: English' }).click()
    await page.getByRole('heading', { name: 'This laptop has stopped saving' }).waitFor()
    await desks.look(page, 'safety-disk-full-english')
    await page.getByRole('button', { name: /^ID:/ }).click()
    expect((await hall.staff('G-01').ask('status')).safety?.reason).toBe('disk-full')
  },
)

test.skipIf(!disk)(
  'with room again and the site started, everything answered is there, and desks work on',
  async () => {
    disk!.makeRoom()
    await hall.killSite()
    await hall.startSite()
    await gate.locator('[data-trust]').waitFor({ state: 'hidden', timeout: 30_000 })
    const { tickets } = await hall.staff('G-01').ask('tickets')
    const present = new Map(tickets.map(({ ticketId, number }) => [ticketId, number]))
    for (const { ticketId, number } of answered) expect(present.get(ticketId)).toBe(number)
    process.stdout.write(`answered before the disk was full, and there afterwards: ${answered.length}\n`)
    // What the gate typed while the disk was full is recorded now, once, without another touch.
    await gate.getByTestId('admission-result').waitFor({ timeout: 30_000 })
    await page.getByText('Menyimpan', { exact: true }).waitFor()
    await expect.poll(() => page.getByText(/berhenti menyimpan/).count(), { timeout: 10_000 }).toBe(0)
  },
)
