import { setFileClock } from '@sentra/testkit'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ByHand, someone } from '../hall/by-hand.ts'
import { Desks } from '../hall/desks.ts'
import { Hall } from '../hall/hall.ts'

/** The minutes after the needle, on a rehearsal clock: nobody is let go too early, and what happens is reported. */
const start = Date.parse('2026-03-02T02:00:00.000Z')
const hall = new Hall({ startAt: new Date(start).toISOString() })
const byHand = new ByHand(hall)
const well = someone(1)
const unwell = someone(2)
let desks: Desks
let page: Page

beforeAll(async () => {
  await hall.open()
  desks = await Desks.at(hall)
  page = await desks.of('O-01', 'Observasi')
  const vialId = await byHand.openVial()
  await byHand.vaccinated(well, vialId)
  await byHand.vaccinated(unwell, vialId)
})
afterAll(async () => {
  await desks?.close()
  await hall.close()
})

const person = (fullName: string) => page.getByRole('listitem').filter({ hasText: fullName })

test('before the time is over nobody is let go as well', async () => {
  await person(well.fullName).waitFor()
  const done = person(well.fullName).getByRole('button', { name: 'Selesai, sehat' })
  expect(await done.isDisabled()).toBe(true)
})

test('a serious event is reported in a minute, and the report has its deadline', async () => {
  hall.clock?.moveTo(start + 6 * 60_000)
  await page.getByText('09.06').waitFor()
  await person(unwell.fullName).getByRole('button', { name: 'Lapor KIPI' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Kirim laporan' }).click()
  await dialog.getByText('Pilih atau tulis paling sedikit satu gejala').waitFor()
  await expect
    .poll(() => page.evaluate('document.activeElement?.labels?.[0]?.textContent'))
    .toBe('Gejala lain')
  await dialog.getByRole('checkbox', { name: 'Sesak' }).click()
  await dialog.getByRole('checkbox', { name: 'Ruam' }).click()
  await dialog
    .getByRole('radiogroup', { name: /Serius/ })
    .getByRole('radio', { name: 'Ya' })
    .click()
  await dialog.getByRole('radio', { name: '5 menit lalu', exact: true }).click()
  await dialog.getByLabel('Tindakan').fill('epinefrin, dirujuk')
  await desks.look(page, 'aefi-serious')
  await dialog.getByRole('button', { name: 'Kirim laporan' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page
    .getByText(/Laporan KIPI U-002 tercatat. Serius: sampaikan .* paling lambat Selasa, 3 Maret/)
    .waitFor()
  await desks.look(page, 'aefi-reported')
})

test('when the time is over the person goes on to the card desk', async () => {
  hall.clock?.moveTo(start + 16 * 60_000)
  const done = person(well.fullName).getByRole('button', { name: 'Selesai, sehat' })
  await expect.poll(() => done.isEnabled(), { timeout: 15_000 }).toBe(true)
  await desks.look(page, 'observation-over')
  await done.click()
  await person(well.fullName).waitFor({ state: 'detached' })
  const { visits } = await hall.staff('K-01').ask('visitsAtStage', { path: { stage: 'card' } })
  const found = visits.find(({ patient }) => patient.fullName === well.fullName)
  expect(found?.observation?.outcome).toBe('well')
})

test('when the laptop’s clock falls back, the screen sends everybody to their own watch and holds nobody', async () => {
  const late = someone(3)
  await byHand.vaccinated(late, await byHand.openVial())
  await person(late.fullName).waitFor()
  setFileClock(hall.clock!.file, new Date(start + 6 * 60_000))
  await person(late.fullName).getByText('Pakai jam tangan: tunggu 15 menit penuh sejak suntikan').waitFor()
  await page.locator('[data-clock=went-back]').waitFor()
  await person(late.fullName).getByRole('button', { name: 'Pergi lebih awal' }).waitFor()
  await desks.look(page, 'observation-by-watch')
  await person(late.fullName).getByRole('button', { name: 'Selesai, sehat' }).click()
  await person(late.fullName).waitFor({ state: 'detached' })
  setFileClock(hall.clock!.file, new Date(hall.clock!.now()))
  await page.locator('[data-clock]').waitFor({ state: 'detached' })
})
