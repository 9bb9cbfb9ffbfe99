import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, test } from 'vitest'
import { eventually, startHubWithSite, type TestHub } from '../../../hub/src/testing/test-hub.ts'
import { testPatients } from '../../../hub/src/testing/test-people.ts'
import type { TestSite } from '../../../hub/src/testing/test-site.ts'

let hub: TestHub
let site: TestSite
beforeAll(async () => {
  const started = await startHubWithSite()
  hub = started.hub
  site = started.site
})
afterAll(() => hub.stop())

test('sentra hub rebuild: a registry changed by hand is again what the journals say, and nobody gets a second card', async () => {
  for (const person of testPatients(17, 20)) site.dose(person)
  assert.equal((await site.put()).status, 200)
  const counts = async () =>
    (
      await hub.query<Record<string, number>>(
        `SELECT (SELECT count(*) FROM doses)::int AS doses, (SELECT count(*) FROM patients)::int AS patients,
                (SELECT count(*) FROM minted_cards)::int AS cards, (SELECT count(*) FROM feed_entries)::int AS told`,
      )
    )[0]!
  const whole = { doses: 20, patients: 20, cards: 20, told: 20 }
  await eventually(async () => (await counts()).told === 20, 'every dose has its card')
  await hub.query('DELETE FROM doses WHERE vial_dose <= 5')
  assert.notEqual((await counts()).doses, 20)

  const { status, stderr } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, '../main.ts'), 'hub', 'rebuild', '--data', join(hub.dataDir, '..')],
    { encoding: 'utf8' },
  )
  assert.equal(status, 0, stderr)
  assert.match(stderr, /20 \/ 20\n.*Done/)
  assert.deepEqual(await counts(), whole)
})
