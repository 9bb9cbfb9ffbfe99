import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { assert, test } from 'vitest'
import { exampleWorld } from './example-world.ts'
import { fuzzCards } from './fuzz-cards.ts'

const fixture = (name: string) => {
  const path = fileURLToPath(new URL(`../../../fixtures/cards/${name}.json`, import.meta.url))
  return JSON.parse(readFileSync(path, 'utf8'))
}
const world = () => exampleWorld(fixture('example-keys'))

test('ten thousand damaged cards, others at each run: none is believed, none stops the verifier', {
  timeout: 120_000,
}, async () => {
  const seed = Number(process.env.SENTRA_FUZZ_SEED ?? Math.floor(Date.now() / 1000) % 1_000_000)
  const report = await fuzzCards(world(), seed, 10_000)
  console.info(`seed ${seed}: ${report.tried} damaged cards, ${report.accepted.length} believed`)
  assert.deepEqual(report.accepted, [])
  assert.deepEqual(report.threw, [])
})

const countedSeed = 20_210_805

// How often a kind of damage comes up is chance, so this one has its seed and frozen cards: it counts the same tomorrow.
test('the damage is of all kinds: more than ten get as far as each gate', {
  timeout: 120_000,
}, async () => {
  const frozen = ['valid/local', 'valid/national'].map((name) => (fixture(name) as { text: string }).text)
  const { reasons } = await fuzzCards(world(), countedSeed, 30_000, frozen)
  for (const reason of [
    'not-a-card',
    'unreadable-text',
    'unreadable-compression',
    'unreadable-envelope',
    'bad-signature',
  ])
    assert.isAbove(reasons[reason] ?? 0, 10, reason)
})
