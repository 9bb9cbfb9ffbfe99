import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ByHand, someone } from '../hall/by-hand.ts'
import { Desks } from '../hall/desks.ts'
import { Hall } from '../hall/hall.ts'

/** The same desks in English, without a mouse, in the dark and in the sun. */
const hall = new Hall()
const byHand = new ByHand(hall)
let desks: Desks
let page: Page

beforeAll(async () => {
  await hall.open()
  desks = await Desks.at(hall)
  page = await desks.page()
})
afterAll(async () => {
  await desks?.close()
  await hall.close()
})

/** Tab until the control has the focus, as a hand on the keyboard does. */
async function tabTo(name: RegExp): Promise<void> {
  for (let steps = 0; steps < 80; steps += 1) {
    if (name.test(await focused())) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`no key leads to ${name}`)
}

/** What a screen reader would call the control that has the focus. */
async function focused(): Promise<string> {
  return String(
    await page.evaluate(
      `(() => { const at = document.activeElement; const label = at?.labels?.[0]?.innerText;
        return [at?.getAttribute('aria-label'), label, at?.innerText].filter(Boolean)[0] ?? '' })()`,
    ),
  )
}

test('signing in and giving a ticket in English, by keyboard alone', async () => {
  await page.goto(hall.siteUrl)
  await page.getByLabel('Kode petugas').waitFor()
  await tabTo(/^EN: English/)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await tabTo(/^Staff code/)
  await page.keyboard.type('g-01')
  await page.keyboard.press('Tab')
  await page.keyboard.type(hall.pinOf('G-01'))
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Open Gate' }).waitFor()
  await tabTo(/^Open Gate/)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Gate' }).waitFor()
  // The first field has the focus already.
  await page.keyboard.type('Warga Papan Ketik')
  await page.keyboard.press('F2')
  await page
    .getByText(/^U-\d{3}$/)
    .first()
    .waitFor()
  await page.keyboard.press('F2')
  await page.getByLabel('Full name').waitFor()
  await desks.look(page, 'gate-english')
})

test('a person is screened with keys only, in English', async () => {
  const person = await byHand.admit(someone(7))
  await byHand.register(person)
  const screening = await desks.page()
  page = screening
  await signInEnglish('S-01')
  await tabTo(/^Name of the desk/)
  await page.keyboard.type('Desk 1')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Screening' }).waitFor()
  await page.getByText('Walk-in').first().waitFor()
  await page.keyboard.press('F2')
  await page.getByText(person.fullName).first().waitFor()
  // Enter goes from one measurement to the next, and from the last one to the questions: nothing is sent yet.
  for (const value of ['36.6', '120', '80']) {
    await page.keyboard.type(value)
    await page.keyboard.press('Enter')
  }
  expect(await focused()).toMatch(/^All others no/)
  await page.keyboard.press('Enter')
  await tabTo(/consents to the vaccination/)
  await page.keyboard.press('Space')
  await page.keyboard.press('F2')
  await page.getByTestId('screened').waitFor()
  await desks.look(page, 'screening-english')
})

test.each(['sunlight', 'dark'])('every desk can be read in %s', async (brightness) => {
  const first = await desks.of('C-01', 'Koordinator')
  await first.evaluate(`localStorage.setItem('sentra.brightness', '${brightness}')`)
  for (const path of [
    '/coordinator?tab=today',
    '/coordinator?tab=stock',
    '/coordinator?tab=cards',
    '/gate',
    '/board',
    '/',
  ]) {
    await first.goto(`${hall.siteUrl}${path}`)
    await first.locator('main h2, main .board-called, main form').first().waitFor()
    const { violations } = await new AxeBuilder({ page: first }).withRules(['color-contrast']).analyze()
    expect(
      violations.flatMap(({ nodes }) => nodes.map(({ target }) => `${path} ${target.join(' ')}`)),
    ).toEqual([])
  }
  await first.goto(`${hall.siteUrl}/coordinator`)
  await first.locator('main h2').first().waitFor()
  await desks.look(first, `coordinator-${brightness}`)
})

async function signInEnglish(staffId: string): Promise<void> {
  await page.goto(hall.siteUrl)
  await page.getByRole('button', { name: 'EN: English' }).click()
  await page.getByLabel('Staff code').fill(staffId)
  await page.getByLabel('PIN', { exact: true }).fill(hall.pinOf(staffId))
  await page.keyboard.press('Enter')
  await page
    .getByText(/where do you work today/)
    .first()
    .waitFor()
}
