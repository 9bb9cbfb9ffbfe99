import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { assert, test } from 'vitest'
import { exampleWorld } from './example-world.ts'
import { fuzzCards } from './fuzz-cards.ts'

/** The frozen keys, so that a seed is the same cards everywhere but for their signatures' own chance. */
const keys = fileURLToPath(new URL('../../../fixtures/cards/example-keys.json', import.meta.url))

test('ten thousand damaged cards: none is believed, none stops the verifier', {
  timeout: 120_000,
}, async () => {
  const seed = Number(process.env.SENTRA_FUZZ_SEED ?? Math.floor(Date.now() / 1000) % 1_000_000)
  const report = await fuzzCards(exampleWorld(JSON.parse(readFileSync(keys, 'utf8'))), seed, 10_000)
  console.info(`seed ${seed}: ${report.tried} damaged cards, ${report.accepted.length} believed`)
  assert.deepEqual(report.accepted, [])
  assert.deepEqual(report.threw, [])
  // The damage is of all kinds: it gets as far as each gate.
  for (const reason of [
    'not-a-card',
    'unreadable-text',
    'unreadable-compression',
    'unreadable-envelope',
    'bad-signature',
  ])
    assert.isAbove(report.reasons[reason] ?? 0, 0, reason)
})
