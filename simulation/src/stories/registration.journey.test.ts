import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ByHand, someone } from '../hall/by-hand.ts'
import { Desks } from '../hall/desks.ts'
import { Hall } from '../hall/hall.ts'

/** Desk 1 with the people it is hard for: an odd NIK, no NIK, a NIK one digit away, a name that was misspelt. */
const hall = new Hall()
const byHand = new ByHand(hall)
let desks: Desks
let page: Page

beforeAll(async () => {
  await hall.open()
  desks = await Desks.at(hall)
  page = await desks.of('R-01', 'Pendaftaran')
})
afterAll(async () => {
  await desks?.close()
  await hall.close()
})

const callNext = async (number: string) => {
  await page.getByRole('button', { name: /Panggil berikutnya/ }).click()
  await page.getByText(number).first().waitFor()
}
const visitOf = async (number: string) =>
  (await hall.staff('R-01').ask('findTicket', { body: { ticket: { number } } })).visit

test('a NIK that looks wrong is shown once, accepted, and kept on record with its warning', async () => {
  const { number } = await byHand.admit(someone(1))
  await callNext(number)
  // Province 99 does not exist; this woman says she is a man by mistake.
  await page.getByLabel('NIK', { exact: true }).fill('9915004508909901')
  await page.getByText(/Menurut NIK: lahir 5 Agustus 1990, Perempuan/).waitFor()
  await page.getByRole('button', { name: /Daftarkan/ }).click()
  await page.getByText('Kode provinsi NIK tidak dikenal.').waitFor()
  const accept = page.getByRole('button', { name: 'Sudah diperiksa, simpan' })
  expect(await accept.isDisabled()).toBe(true)
  for (const box of await page.getByRole('checkbox').all()) await box.check()
  await desks.look(page, 'registration-warnings')
  await accept.click()
  await page.getByText('Arahkan ke skrining.').waitFor()
  expect((await visitOf(number))?.warnings).toContain('NIK_PROVINCE')
})

test('a warning can be mended instead: checked again, nothing is left to accept', async () => {
  const { number } = await byHand.admit(someone(2))
  await callNext(number)
  await page.getByLabel('NIK', { exact: true }).fill('3215004508909902')
  await page.getByRole('radio', { name: 'Laki-laki' }).click()
  await page.getByRole('button', { name: /Daftarkan/ }).click()
  await page.getByText('Jenis kelamin menurut NIK berbeda dari isian.').waitFor()
  await page.getByRole('radio', { name: 'Perempuan' }).click()
  await page.getByRole('button', { name: 'Sudah dibetulkan, periksa lagi' }).click()
  await page.getByText('Arahkan ke skrining.').waitFor()
  expect((await visitOf(number))?.warnings).not.toContain('NIK_SEX_MISMATCH')
})

test('nobody is refused for having no number: a provisional one is given', async () => {
  const { number } = await byHand.admit(someone(3))
  await callNext(number)
  await page.getByRole('radio', { name: 'Tanpa nomor' }).click()
  await page.getByText(/dengan nomor sementara/).waitFor()
  await page.getByRole('radio', { name: 'Perempuan' }).click()
  await page.getByRole('radio', { name: 'Tidak ada' }).click()
  await desks.look(page, 'registration-without-number')
  await page.getByRole('button', { name: /Daftarkan/ }).click()
  await page.getByText('Arahkan ke skrining.').waitFor()
  expect((await visitOf(number))?.patient.identifiers.map(({ kind }) => kind)).toEqual(['PROVISIONAL'])
})

test('what is missing is said at its field, and the first such field has the focus', async () => {
  const { number } = await byHand.admit({ ...someone(4), birthDate: '1990-08-05' })
  await callNext(number)
  await page.getByLabel('Tanggal lahir').fill('')
  await page.getByRole('button', { name: /Daftarkan/ }).click()
  await page.getByText('Tulis nomornya, atau pilih “Tanpa nomor”').waitFor()
  expect(await page.evaluate('document.activeElement?.labels?.[0]?.textContent')).toBe('NIK')
  await page.getByRole('radio', { name: 'Tanpa nomor' }).click()
  await page.getByRole('button', { name: /Daftarkan/ }).click()
  await expect.poll(() => page.getByText('Wajib diisi').count()).toBe(2)
  expect(await page.evaluate('document.activeElement?.placeholder')).toBe('hh-bb-tttt')
  await desks.look(page, 'registration-missing')
  await page.getByRole('button', { name: 'Tidak datang' }).click()
})

test('the same person with another NIK: read it once more, then keep both', async () => {
  const known = someone(5, { identifiers: [{ kind: 'NIK', value: '3215004508909905' }] })
  await byHand.vaccinated(known, await byHand.openVial())
  const { number } = await byHand.admit(someone(5))
  await page.getByRole('textbox', { name: 'Tiket diperlihatkan' }).fill(number)
  await page.getByRole('textbox', { name: 'Tiket diperlihatkan' }).press('Enter')
  await page.getByLabel('NIK', { exact: true }).fill('3215004508909906')
  await page.getByRole('radio', { name: 'Dosis 2' }).click()
  await page.getByRole('button', { name: /Daftarkan/ }).click()
  await page.getByText(/Ada NIK yang berbeda satu angka/).waitFor()
  await desks.look(page, 'registration-near-duplicate')
  for (const box of await page.getByRole('checkbox').all()) await box.check()
  await page.getByRole('button', { name: 'Sudah diperiksa, simpan' }).click()
  await page.getByText('Arahkan ke skrining.').waitFor()
  expect((await visitOf(number))?.warnings).toContain('NIK_NEAR_DUPLICATE')
})

test('a misspelt name is corrected with the reason; the first record stays in the log', async () => {
  const { number } = await byHand.admit(someone(6))
  const ticket = await hall.staff('R-01').ask('findTicket', { body: { ticket: { number } } })
  const visitId = await byHand.register({ ...someone(6), ticketId: ticket.ticket.ticketId, number })
  await page.getByLabel('Nama atau nomor').fill(someone(6).fullName)
  await page.getByRole('button', { name: 'Cari' }).last().click()
  await page.getByLabel('Hasil pencarian').getByRole('button').click()
  await page.getByRole('button', { name: 'Betulkan data orang' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Nama lengkap').fill('Uji Dibetulkan')
  await dialog.getByRole('button', { name: 'Simpan pembetulan' }).click()
  await dialog.getByText('Tulis alasan, paling sedikit tiga huruf').waitFor()
  await dialog.getByLabel('Alasan pembetulan').fill('salah eja, dibandingkan dengan KTP')
  await desks.look(page, 'correct-person')
  await dialog.getByRole('button', { name: 'Simpan pembetulan' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('Data dibetulkan').waitFor()
  await page.getByText('Uji Dibetulkan').first().waitFor()
  await desks.look(page, 'person-on-record')
  const visit = await hall.staff('R-01').ask('visit', { path: { visitId } })
  expect(visit.patient.fullName).toBe('Uji Dibetulkan')
  expect(visit.patient.identifiers.map(({ kind }) => kind)).toEqual(['PROVISIONAL'])
})
