import { afterAll, beforeAll, expect, test } from 'vitest'
import { ByHand, someone } from '../hall/by-hand.ts'
import { Desks } from '../hall/desks.ts'
import { Hall } from '../hall/hall.ts'

/**
 * A local card with a misspelt name: corrected by one, made void by two, made anew; and when the hub is
 * back, fetched from the list of cards nobody has. Another card of the same outage is exchanged at
 * another site.
 */
const hall = new Hall()
const other = new Hall({ under: hall, siteEnvironment: { SENTRA_SITE_ID: 'krw-02' } })
const byHand = new ByHand(hall)
const misspelt = someone(1)
const traveller = someone(2)
let desks: Desks
let visitId = ''
let travellersCard = ''

beforeAll(async () => {
  await hall.open()
  await other.open()
  desks = await Desks.at(hall)
  await hall.killHub()
  const vialId = await byHand.openVial()
  for (const person of [misspelt, traveller]) {
    const visit = await byHand.vaccinated(person, vialId)
    const { immunization } = await hall.staff('K-01').ask('visit', { path: { visitId: visit.visitId } })
    const { event } = await hall
      .staff('K-01')
      .must('local-card.issue', { immunizationId: immunization?.immunizationId ?? '' })
    if (person === misspelt) visitId = visit.visitId
    else travellersCard = (event.data as { text: string }).text
  }
})
afterAll(async () => {
  await desks?.close()
  await other.close()
  await hall.close()
})

const states = async () =>
  (await hall.staff('K-01').ask('visit', { path: { visitId } })).cards.map(
    ({ kind, state }) => `${kind} ${state}`,
  )

test('the coordinator corrects the name, and is told that the card in the hand still says the old one', async () => {
  const page = await desks.of('C-01', 'Koordinator')
  await page.getByRole('tab', { name: 'Orang & kartu' }).click()
  await page.getByText('Tidak ada permintaan pembatalan').waitFor()
  await page.getByLabel('Nama atau nomor').fill(misspelt.fullName)
  await page.getByRole('button', { name: 'Cari' }).click()
  await page.getByLabel('Hasil pencarian').getByRole('button').click()
  await page.getByRole('button', { name: 'Betulkan data orang' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(/masih memuat data lama/).waitFor()
  await dialog.getByLabel('Nama lengkap').fill('Uji Ejaan Betul')
  await dialog.getByLabel('Alasan pembetulan').fill('salah eja')
  await dialog.getByRole('button', { name: 'Simpan pembetulan' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('Uji Ejaan Betul').first().waitFor()
  await desks.look(page, 'coordinator-person')
})

test('the clerk asks that the card be made void, and cannot agree alone', async () => {
  const page = await desks.of('K-01', 'Meja kartu')
  await page.getByLabel('Nama atau nomor').fill('Uji Ejaan Betul')
  await page.getByRole('button', { name: 'Cari' }).last().click()
  await page.getByLabel('Hasil pencarian').getByRole('button').click()
  await page.getByText(/Pendaftaran atau koordinator dapat membetulkannya/).waitFor()
  await page.getByRole('button', { name: 'Minta kartu dibatalkan' }).click()
  const dialog = page.getByRole('dialog')
  await desks.look(page, 'void-ask')
  await dialog.getByRole('button', { name: 'Data dibetulkan' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('Menunggu petugas lain yang setuju.').waitFor()
  await page.getByText(/Jangan cetak dan jangan serahkan/).waitFor()
  expect(await page.getByRole('button', { name: /Setuju|Cetak/ }).count()).toBe(0)
  expect(await states()).toEqual(['local live'])
  await desks.look(page, 'void-asked')
})

test('another person finds it in the list and agrees; only then the card is void', async () => {
  const page = await desks.of('C-01', 'Koordinator')
  await page.getByRole('button', { name: 'Kembali ke daftar' }).click()
  const waiting = page.getByRole('region', { name: 'Menunggu persetujuan orang kedua' })
  await waiting.getByText(/K-01 minta kartu ini dibatalkan: Data dibetulkan/).waitFor()
  await desks.look(page, 'void-waiting')
  await waiting.getByRole('button').click()
  await page.getByRole('button', { name: 'Setuju, batalkan kartu' }).click()
  await page.getByRole('button', { name: 'Ya, batalkan untuk seterusnya' }).click()
  await page.getByText('Batal', { exact: true }).waitFor()
  expect(await states()).toEqual(['local void'])
})

test('the dose gets a new card with the right name', async () => {
  const page = await desks.of('K-01', 'Meja kartu')
  await page.getByRole('button', { name: /Terbitkan kartu lokal/ }).click()
  await page.getByText('Selesai. Cetak kartu di bawah dan serahkan.').waitFor()
  await desks.look(page, 'card-made-anew')
  expect(await states()).toEqual(['local void', 'local live'])
  await page.getByRole('button', { name: 'Orang berikutnya' }).click()
})

test('with the hub back the card nobody has fetched is in the list, and is exchanged', async () => {
  await hall.bringHubBack()
  const page = await desks.of('K-01', 'Meja kartu')
  const list = page.getByRole('region', { name: 'Kartu nasional yang belum diambil' })
  await list.getByRole('button', { name: /Uji Ejaan Betul/ }).waitFor({ timeout: 40_000 })
  await list.getByRole('button', { name: new RegExp(traveller.fullName) }).waitFor()
  await desks.look(page, 'uncollected-cards')
  await list.getByRole('button', { name: /Uji Ejaan Betul/ }).click()
  await page.getByRole('radio', { name: 'Hilang menurut orangnya' }).click()
  await page.getByRole('button', { name: 'Tukar dan serahkan kartu nasional' }).click()
  await page.getByText('Selesai. Cetak kartu di bawah dan serahkan.').waitFor()
  expect(await states()).toEqual(['local void', 'local exchanged', 'national live'])
})

test('the other card is exchanged where its owner is: at another site, through the hub', async () => {
  const page = await desks.at(other, 'K-01', 'Meja kartu')
  const scan = page.getByLabel('Kartu atau tiket')
  await scan.fill(travellersCard)
  await scan.press('Enter')
  await page.getByRole('heading', { name: 'Kartu lokal dari krw-01' }).waitFor()
  await page.getByRole('button', { name: 'Tukar lewat pusat' }).click()
  await page.getByText('Pilih dahulu: kertas diterima, atau hilang').waitFor()
  await page.getByRole('radio', { name: 'Diterima dan dilubangi' }).click()
  await desks.look(page, 'exchange-elsewhere')
  await page.getByRole('button', { name: 'Tukar lewat pusat' }).click()
  await page.getByText('Sudah ditukar. Cetak kartu nasional dan serahkan.').waitFor()
  await desks.look(page, 'exchanged-elsewhere')
  const [paper] = await Promise.all([
    page.context().waitForEvent('request', (request) => request.url().includes('/paper.pdf')),
    page.getByRole('button', { name: 'Cetak ukuran KTP' }).click(),
  ])
  const pdf = await page.request.get(paper.url())
  expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-')
})

test('the card of the other site goes into the wallet of a phone as well', async () => {
  const page = await desks.at(other, 'K-01', 'Meja kartu')
  await page.getByRole('button', { name: 'Untuk dompet ponsel' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('img', { name: /^QR SMART Health Card kartu [0-9A-F]{12}$/ }).waitFor()
  await dialog.getByText(/Kartu di kertas tetap kartunya/).waitFor()
  await desks.look(page, 'wallet-card')
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })

  await hall.killHub()
  await page.getByRole('button', { name: 'Untuk dompet ponsel' }).click()
  await dialog.getByText(/nanti di halaman \/exchange/).waitFor()
  await desks.look(page, 'wallet-card-later')
})
