import { afterAll, beforeAll, expect, test } from 'vitest'
import { ByHand, someone } from '../hall/by-hand.ts'
import { Desks } from '../hall/desks.ts'
import { Hall } from '../hall/hall.ts'

/** The last day has no tomorrow to promise: the gate says so, on the screen and on paper, and counts it. */
const hall = new Hall({ startAt: '2026-03-02T01:05:00.000Z' })
const byHand = new ByHand(hall)
let desks: Desks

beforeAll(async () => {
  await hall.open()
  desks = await Desks.at(hall)
  const coordinator = hall.staff('C-01')
  await coordinator.must('session.close', { localDate: '2026-03-02' })
  await coordinator.must('stock.waste', { lotNumber: 'CONTOH01', vials: 19, reason: 'cold-chain' })
  hall.clock?.moveTo(Date.parse('2026-03-06T01:05:00.000Z'))
  await coordinator.must('session.open', { localDate: '2026-03-06' })
  for (let index = 0; index < 10; index += 1) await byHand.admit(someone(index))
})
afterAll(async () => {
  await desks?.close()
  await hall.close()
})

test('who comes after the last dose gets a plain statement with its number, and its paper', async () => {
  const page = await desks.of('G-01', 'Gerbang')
  await page.getByLabel('Nama lengkap').fill('Warga Terakhir')
  await page.getByRole('button', { name: /Beri tiket/ }).click()
  await page.getByRole('heading', { name: 'Hari ini tidak ada tempat' }).waitFor()
  await page.getByText(/^S-0306-001$/).waitFor()
  await desks.look(page, 'last-day-statement')
  const [paper] = await Promise.all([
    page.context().waitForEvent('request', (request) => request.url().endsWith('/paper.pdf')),
    page.getByRole('button', { name: /Cetak surat keterangan/ }).click(),
  ])
  expect(paper.url()).toContain('/v1/statements/S-0306-001/')
  const pdf = await page.request.get(paper.url())
  expect(pdf.headers()['content-type']).toContain('application/pdf')
  expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-')
})

test('the coordinator sees that somebody left without a promise', async () => {
  const page = await desks.of('C-01', 'Koordinator')
  await page.getByText(/Hari 5 dari 5/).waitFor()
  const turnedAway = page.locator('.big-number', { hasText: 'Pulang tanpa janji' })
  await expect.poll(() => turnedAway.innerText()).toContain('1')
  await desks.look(page, 'last-day-coordinator')
})
