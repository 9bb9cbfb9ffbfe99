import assert from 'node:assert/strict'
import { test } from 'vitest'
import { killSite } from './kill-site.ts'

test('the site process killed twelve times under load has lost nothing it acknowledged, and nothing counts twice', async () => {
  const report = await killSite({ seed: Number(process.env.SENTRA_SEED ?? 8812), count: 12 })
  process.stdout.write(`${JSON.stringify(report)}\n`)
  assert.ok(report.kills >= 12)
  assert.ok(report.acknowledged > 100, 'the desks had been at work')
})
