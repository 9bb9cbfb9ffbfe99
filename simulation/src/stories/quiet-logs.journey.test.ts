import { syntheticNik } from '@sentra/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ByHand, someone } from '../hall/by-hand.ts'
import { Hall } from '../hall/hall.ts'

/**
 * A morning with everything that may go wrong at a desk, and then every byte that site and hub have said: counts and
 * outcomes, and nothing of the people.
 */
const hall = new Hall({
  siteEnvironment: { SENTRA_SUMMARY_SECONDS: '2' },
  hubEnvironment: { SENTRA_SUMMARY_SECONDS: '2' },
})
const byHand = new ByHand(hall)
const names = ['Zubaidah Tandamata', 'Qadarullah Penanda']
const nik = syntheticNik({ birthDate: '1990-08-05', sex: 'female', serial: 9987 })
const birthDate = '1990-08-05'

beforeAll(() => hall.open())
afterAll(() => hall.close())

test('people go through, some are refused, the hub falls and comes back', async () => {
  const vialId = await byHand.openVial()
  const identifiers = [{ kind: 'NIK' as const, value: nik }]
  const first = await byHand.vaccinated(someone(1, { fullName: names[0]!, birthDate, identifiers }), vialId)
  // The same person once more, a name that is none, a number that is none.
  const again = someone(2, { fullName: names[0]!, birthDate, identifiers })
  await byHand.admit(again)
  await expect(byHand.admit(again)).rejects.toThrow()
  await expect(
    byHand.register({
      ...first,
      fullName: names[1]!,
      identifiers: [{ kind: 'NIK', value: `${nik.slice(0, 15)}x` }],
    }),
  ).rejects.toThrow()
  const url = `${hall.siteUrl}/v1/commands/gate.admit`
  const send = (body: string) =>
    fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  await send(`{"name":"${names[1]}","nik":"${nik}"`)
  await send(JSON.stringify({ commandId: nik, data: { holder: names[1] } }))
  await fetch(`${hall.hubUrl}/v1/console/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: names[1], password: nik }),
  })
  await hall.killHub()
  await byHand.vaccinated(someone(3, { fullName: names[1]!, birthDate, identifiers: [] }), vialId)
  await hall.bringHubBack()
  const summaries = (lines: readonly string[]) =>
    lines.flatMap((line) =>
      line.includes('"msg":"summary"') ? [JSON.parse(line) as Record<string, unknown>] : [],
    )
  await expect.poll(() => summaries(hall.said('site')).length, { timeout: 20_000 }).toBeGreaterThan(1)
  await expect.poll(() => summaries(hall.said('hub')).length, { timeout: 20_000 }).toBeGreaterThan(1)
  const site = summaries(hall.said('site'))
  expect(site.reduce((sum, { accepted }) => sum + Number(accepted), 0)).toBeGreaterThanOrEqual(5)
  expect(site.some(({ refused }) => Object.keys(refused as object).length > 0)).toBe(true)
  expect(site.some(({ link }) => link === 'down')).toBe(true)
  expect(site.at(-1)).toMatchObject({ part: 'site', journal: 'accepting', diskLow: false })
  const hub = summaries(hall.said('hub'))
  expect(hub.some(({ accepted, events }) => Number(accepted) > 0 && Number(events) > 0)).toBe(true)
  expect(hub.at(-1)).toMatchObject({ part: 'hub', database: 'up' })
})

test('no byte of what both have said is about a person', () => {
  const said = [...hall.said('site'), ...hall.said('hub')]
  expect(said.length).toBeGreaterThan(5)
  const all = said.join('\n').toLowerCase()
  for (const word of [
    ...names,
    ...names.flatMap((name) => name.split(' ')),
    nik,
    nik.slice(0, 12),
    nik.slice(-8),
    birthDate,
  ])
    expect(all).not.toContain(word.toLowerCase())
  // Everything but the credentials that are shown once is one JSON object a line.
  for (const line of said)
    if (line.trim() !== '' && !line.startsWith('SENTRA-CREDENTIALS '))
      expect(typeof JSON.parse(line)).toBe('object')
})

test('when nothing happens, nothing more is said', async () => {
  const count = () => hall.said('site').length + hall.said('hub').length
  await expect
    .poll(
      async () => {
        const before = count()
        await new Promise((resolve) => setTimeout(resolve, 5_000))
        return count() - before
      },
      { timeout: 60_000 },
    )
    .toBe(0)
})
