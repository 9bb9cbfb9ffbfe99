import { networkInterfaces } from 'node:os'
import { freePort } from '@sentra/testkit'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Desks } from '../hall/desks.ts'
import { Hall } from '../hall/hall.ts'

/** An empty site becomes a working one, by nothing but its screens: people, a plan, a delivery, a day. */
const hall = new Hall({
  example: false,
  // With https, as in a real hall: 8443 may be taken here, so any free one.
  siteEnvironment: { SENTRA_SITE_TLS_PORT: String(await freePort()) },
})
/** Where a tablet on the LAN reaches this machine. */
const lanAddress = Object.values(networkInterfaces())
  .flatMap((list) => list ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address
let desks: Desks
let admin: Page
let page: Page

beforeAll(async () => {
  await hall.open()
  desks = await Desks.at(hall)
})
afterAll(async () => {
  await desks?.close()
  await hall.close()
})

/** Enrols somebody and reads the PIN that is shown once. */
async function enrol(staffId: string, name: string, role: string): Promise<void> {
  await admin.getByLabel('Kode petugas').fill(staffId)
  await admin.getByLabel('Nama panggilan').fill(name)
  await admin.getByRole('checkbox', { name: role, exact: true }).click()
  await admin.getByRole('button', { name: 'Daftarkan petugas' }).click()
  const shown = admin.getByRole('dialog', { name: `PIN pertama untuk ${staffId}` })
  const pin = await shown.locator('.pin-once').innerText()
  expect(pin).toMatch(/^\d{6,}$/)
  hall.learnPin(staffId, pin)
  if (staffId === 'C-01') await desks.look(admin, 'staff-pin-once')
  await shown.getByRole('button', { name: 'Tutup' }).click()
  await shown.waitFor({ state: 'hidden' })
  expect(await admin.getByText(pin).count()).toBe(0)
}

test('the administrator enrols people; each PIN is shown once and never again', async () => {
  admin = await desks.of('A-01', 'Koordinator')
  await admin.getByRole('tab', { name: 'Petugas' }).click()
  await admin.getByRole('button', { name: 'Daftarkan petugas' }).click()
  await admin.getByText('Pilih paling sedikit satu peran').waitFor()
  await enrol('C-01', 'Koordinator', 'Koordinator')
  await enrol('G-01', 'Gerbang', 'Gerbang')
  await desks.look(admin, 'staff')
})

test('the coordinator plans a campaign of two days', async () => {
  page = await desks.of('C-01', 'Koordinator')
  await page.getByRole('tab', { name: 'Rencana' }).click()
  await page.getByRole('button', { name: 'Simpan rencana' }).click()
  await page.getByText('Wajib diisi').first().waitFor()
  await page.getByLabel('Nama kampanye').fill('Uji dua hari')
  await page.getByLabel('Tempat').fill('Gedung Uji')
  await page.getByLabel('Berapa hari').fill('2')
  await desks.look(page, 'plan-campaign')
  await page.getByRole('button', { name: 'Simpan rencana' }).click()
  await page.getByRole('heading', { name: 'Uji dua hari' }).waitFor()
})

test('a delivery is booked, and a mistyped expiry is refused at its field', async () => {
  await page.getByRole('tab', { name: 'Stok' }).click()
  await page.getByText('Belum ada stok').waitFor()
  const form = page.getByRole('form', { name: 'Terima kiriman' })
  await form.getByLabel('Nomor lot').fill('UJI-77')
  await form.getByLabel('Kedaluwarsa').fill('01012020')
  await form.getByLabel('Jumlah vial').fill('4')
  await form.getByRole('button', { name: /Catat kiriman: 40 dosis/ }).click()
  await expect.poll(() => form.getByLabel('Kedaluwarsa').getAttribute('aria-invalid')).toBe('true')
  await form.getByLabel('Kedaluwarsa').fill('31122030')
  await form.getByRole('button', { name: /Catat kiriman: 40 dosis/ }).click()
  await page.getByText('40 dosis lot UJI-77 tercatat.').waitFor()
  await desks.look(page, 'delivery')
})

test('the day is opened with half of the stock; a loss plans it again', async () => {
  await page.getByRole('tab', { name: 'Hari ini' }).click()
  await page.getByRole('button', { name: 'Buka sesi hari ini' }).click()
  await page.getByText(/0 dari 20 dosis hari ini/).waitFor()
  await page.getByRole('button', { name: 'Rencanakan ulang kuota hari ini' }).click()
  await page.getByText(/kuota hari ini tetap 20 dosis/).waitFor()
  await page.getByRole('button', { name: 'Biarkan' }).click()

  await page.getByRole('tab', { name: 'Stok' }).click()
  const form = page.getByRole('form', { name: /vial utuh yang terbuang/ })
  await form.getByLabel('Jumlah vial').fill('1')
  await form.getByRole('radio', { name: 'Rusak' }).click()
  await form.getByRole('button', { name: 'Catat sebagai terbuang' }).click()
  await page.getByText('1 vial lot UJI-77 tercatat terbuang.', { exact: false }).waitFor()
  await desks.look(page, 'write-off')
})

test('what planning again by hand would change is shown before it is done', async () => {
  // A delivery booked by another hand, without its new plan.
  await hall.staff('C-01').must('stock.receive', {
    productId: 'covid19-biofarma',
    lotNumber: 'UJI-78',
    expirationDate: '2030-12-31',
    vials: 5,
    dosesPerVial: 10,
  })
  await page.getByRole('tab', { name: 'Hari ini' }).click()
  await page.getByRole('button', { name: 'Rencanakan ulang kuota hari ini' }).click()
  const shown = page.getByRole('region', { name: 'Rencanakan ulang kuota hari ini' })
  await shown.getByText('40', { exact: true }).waitFor()
  await desks.look(page, 'replan')
  await shown.getByRole('button', { name: 'Rencanakan ulang: 40 dosis' }).click()
  await page.getByText('Kuota hari ini sekarang 40 dosis.').waitFor()
  const { today } = await hall.staff('C-01').ask('status')
  expect(today.plan?.quota).toBe(40)
})

test('who leaves has no access from that moment', async () => {
  await hall.staff('G-01').signIn()
  await admin
    .getByRole('listitem')
    .filter({ hasText: 'G-01' })
    .getByRole('button', { name: 'Akhiri akses' })
    .click()
  await admin.getByRole('button', { name: 'Ya, akhiri akses G-01' }).click()
  await admin.getByText('Tidak aktif').waitFor()
  await desks.look(admin, 'staff-retired')
  const refused = await admin.request.post(`${hall.siteUrl}/v1/sign-in`, {
    data: { staffId: 'G-01', pin: hall.pinOf('G-01') },
  })
  expect(refused.status()).toBe(401)
})

test('the day is closed', async () => {
  await page.getByRole('button', { name: 'Tutup sesi' }).click()
  await page.getByRole('button', { name: 'Ya, tutup sesi hari ini' }).click()
  await page.getByText('Sesi hari ini sudah ditutup').waitFor()
  await desks.look(page, 'session-closed')
})

test.skipIf(!lanAddress)('a tablet on plain http is shown how to trust the laptop', async () => {
  const tablet = await desks.page({ phone: true })
  await tablet.goto(hall.siteUrl.replace('localhost', lanAddress ?? ''))
  const link = tablet.getByRole('link', { name: 'Percayai laptop tempat ini' })
  await link.waitFor()
  await desks.look(tablet, 'sign-in-on-a-tablet')
  await link.click()
  await tablet.waitForURL('**/trust-this-site')
  // On the laptop itself nothing is amiss: a small link in the network tab, and no notice.
  await page.getByRole('tab', { name: 'Jaringan' }).click()
  await page.getByRole('link', { name: 'Percayai laptop tempat ini' }).waitFor()
})
