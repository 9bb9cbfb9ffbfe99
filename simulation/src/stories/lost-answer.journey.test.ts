import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Desks } from '../hall/desks.ts'
import { Hall } from '../hall/hall.ts'

/** The laptop dies while a command is on its way: the desk says so, sends it again, and nothing happens twice. */
const hall = new Hall()
let desks: Desks
let page: Page

beforeAll(async () => {
  await hall.open()
  desks = await Desks.at(hall)
  page = await desks.of('G-01', 'Gerbang')
})
afterAll(async () => {
  await desks?.close()
  await hall.close()
})

/** Kills the site once, at the first ticket command; `served`: after it was carried out, its answer lost. */
async function killAtNextTicket(served: boolean): Promise<string[]> {
  const commandIds: string[] = []
  await page.route('**/v1/commands/gate.admit', async (route) => {
    commandIds.push((route.request().postDataJSON() as { commandId: string }).commandId)
    if (commandIds.length > 1) return route.continue()
    if (served) await route.fetch()
    await hall.killSite()
    return route.abort()
  })
  return commandIds
}

async function giveTicket(name: string, commandIds: string[], picture: string): Promise<string> {
  await page.getByLabel('Nama lengkap').fill(name)
  await page.getByRole('button', { name: /Beri tiket/ }).click()
  await page
    .getByRole('alert')
    .filter({ hasText: /Server di tempat ini tidak menjawab/ })
    .waitFor()
  expect(await page.getByLabel('Nama lengkap').inputValue()).toBe(name)
  await desks.look(page, picture)
  await hall.startSite()
  await page.getByRole('heading', { name: 'Tiket hari ini' }).waitFor({ timeout: 30_000 })
  expect(commandIds.length).toBeGreaterThan(1)
  expect(new Set(commandIds).size).toBe(1)
  await page.unroute('**/v1/commands/gate.admit')
  return page.getByText(/^U-\d{3}$/).innerText()
}

const ticketsOf = async (name: string) =>
  (await hall.staff('G-01').ask('tickets')).tickets.filter(({ holder }) => holder.fullName === name)

test('the command was carried out and its answer lost: the same ticket is shown, there is one', async () => {
  const commandIds = await killAtNextTicket(true)
  const number = await giveTicket('Warga Satu', commandIds, 'site-unreachable')
  expect((await ticketsOf('Warga Satu')).map((ticket) => ticket.number)).toEqual([number])
  expect(await page.getByText(/Server di tempat ini tidak menjawab/).count()).toBe(0)
})

test('the command never arrived: it is carried out once when the site is back', async () => {
  await page.getByRole('button', { name: /Orang berikutnya/ }).click()
  const commandIds = await killAtNextTicket(false)
  const number = await giveTicket('Warga Dua', commandIds, 'site-unreachable-again')
  expect((await ticketsOf('Warga Dua')).map((ticket) => ticket.number)).toEqual([number])
})
