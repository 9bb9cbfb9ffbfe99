import { seededChance } from '@sentra/testkit'
import { assert, test } from 'vitest'
import { karawangPlan } from '../karawang/plan.ts'
import { drawComers } from './comers.ts'

const draw = (seed: number, people = 2700) => {
  const plan = karawangPlan({ seed, people })
  return drawComers(plan, seededChance(seed))
}

test('on every day more people come than the day has doses', () => {
  for (const seed of [1, 2, 3]) {
    const comers = draw(seed)
    assert.equal(comers.length, 2700)
    for (let day = 1; day <= 5; day += 1) {
      assert.isAtLeast(comers.filter((comer) => comer.day === day).length, 520)
    }
  }
})

test('the same seed brings the same people at the same minute', () => {
  assert.deepEqual(draw(8812), draw(8812))
  assert.notDeepEqual(draw(8812), draw(8813))
})

test('about six in a hundred will be deferred, each for a reason that the form names', () => {
  const deferred = draw(7).filter((comer) => !comer.screening.fit)
  assert.isAtLeast(deferred.length, 2700 * 0.04)
  assert.isAtMost(deferred.length, 2700 * 0.08)
})

test('nobody exists: district 00 in every number, and no number twice', () => {
  const numbers = draw(5).map((comer) => comer.person.nik)
  assert.isTrue(numbers.every((nik) => nik.slice(4, 6) === '00'))
  assert.equal(new Set(numbers).size, numbers.length)
})
