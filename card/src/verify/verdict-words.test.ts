import type { Verdict } from '@sentra/contract'
import { assert, beforeAll, describe, test } from 'vitest'
import {
  exampleList,
  exampleLocalCard,
  exampleNationalCard,
  exampleWorld,
  localList,
  nationalList,
  openExample,
} from '../conformance/example-world.ts'
import { verdictWords } from './verdict-words.ts'
import { verifyCard } from './verify-card.ts'

const world = exampleWorld()
let verify: (text: string) => Promise<Verdict>
beforeAll(async () => {
  const trust = await openExample(world)
  const statusLists = new Map([
    [localList, await exampleList(world)],
    [nationalList, await exampleList(world, [], nationalList)],
  ])
  verify = (text) => verifyCard(text, { trust, statusLists, now: new Date('2021-08-05T03:00:00Z') })
})

describe('whoever checks a card is told to compare only what is on it', () => {
  test('a national card carries no digits of the NIK', async () => {
    const verdict = await verify(exampleNationalCard(world).text)
    assert.equal(verdict.kind, 'valid-national')
    const { advice } = verdictWords(verdict)
    assert.notMatch(advice.id + advice.en, /NIK/)
    assert.match(advice.id, /nama dan tanggal lahir/)
    assert.match(advice.en, /name and birth date/)
  })

  test('a local card that carries them says so, on a verifier with old lists too', async () => {
    const verdict = await verify(exampleLocalCard(world).text)
    assert.isTrue(verdict.card?.kind === 'local' && verdict.card.nikLast4 !== undefined)
    for (const known of [verdict, { ...verdict, statusKnown: false }]) {
      const { advice } = verdictWords(known)
      assert.match(advice.id, /empat angka terakhir NIK/)
      assert.match(advice.en, /last four NIK digits/)
    }
  })

  test('a local card of somebody without a NIK does not', async () => {
    const verdict = await verify(exampleLocalCard(world).text)
    if (verdict.card?.kind !== 'local') assert.fail('a local card')
    const { nikLast4: _, ...card } = verdict.card
    assert.notMatch(verdictWords({ ...verdict, card }).advice.id, /NIK/)
  })
})
