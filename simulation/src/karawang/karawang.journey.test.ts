import { afterAll, assert, beforeAll, expect, test } from 'vitest'
import { dayFigures } from '../report/day-figures.ts'
import { htmlReport } from '../report/html-report.ts'
import type { World } from '../world/world.ts'
import { shortPlan } from './plan.ts'
import { type KarawangRun, makeWorld, runKarawang } from './run-karawang.ts'

/** The same program as `npm run karawang`, in its two-day form: one outage, one killed site. */
const plan = shortPlan({ seed: 20210805 })
let world: World
let run: KarawangRun

beforeAll(async () => {
  world = await makeWorld(plan)
  try {
    run = await runKarawang(plan, world, () => {})
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.stack : error}\n${world.lastLines()}`)
  }
})

afterAll(async () => {
  await world.stop()
  world.removeData()
})

test('every promise holds while the hub and the site are killed', () => {
  const broken = run.results.filter((result) => !result.passed)
  assert.deepEqual(broken, [])
})

test('the story really happened: an outage with local cards, a killed site, exchanges, return tickets', () => {
  assert.equal(run.evidence.hubKills, 1)
  assert.equal(run.evidence.siteKills, 1)
  const kinds = new Set(run.evidence.facts.map((fact) => fact.type))
  for (const kind of ['outage.began', 'local-card.issued', 'card.exchanged', 'ticket.checked-in'] as const) {
    assert.isTrue(kinds.has(kind), kind)
  }
})

test('the report needs nothing from elsewhere and names nobody', () => {
  const html = htmlReport(run, dayFigures(run.evidence, run.samples, run.outages))
  assert.notMatch(html, /(src|href)=|@import|url\(/)
  for (const { comer } of run.evidence.visitors) {
    assert.isFalse(html.includes(comer.person.nik))
    expect(html.includes(comer.person.fullName)).toBe(false)
  }
})
