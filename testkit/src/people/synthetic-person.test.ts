import { assert, test } from 'vitest'
import { seededChance } from '../chance/chance.ts'
import { syntheticNik, syntheticPeople } from './synthetic-person.ts'

test('synthetic people have a well-formed NIK that can belong to nobody', () => {
  for (const person of syntheticPeople(seededChance(7), 500)) {
    assert.match(person.nik, /^321500\d{10}$/)
    const day = Number(person.nik.slice(6, 8))
    assert.equal(day > 40, person.sex === 'female')
    assert.equal(`${String(day % 40).padStart(2, '0')}`, person.birthDate.slice(8))
    assert.notEqual(person.nik.slice(12), '0000')
    assert.match(person.fullName, /^[A-Z][a-z]+( [A-Z][a-z]+)*$/)
  }
})

test('no two of them share a NIK, and the same seed makes the same people', () => {
  const people = syntheticPeople(seededChance(7), 3000)
  assert.equal(new Set(people.map((person) => person.nik)).size, 3000)
  assert.deepEqual(people, syntheticPeople(seededChance(7), 3000))
})

test('they are born between the days asked for', () => {
  const born = syntheticPeople(seededChance(9), 200, { bornFrom: '1950-01-01', bornUntil: '1950-01-03' })
  assert.deepEqual([...new Set(born.map((person) => person.birthDate))].sort(), [
    '1950-01-01',
    '1950-01-02',
    '1950-01-03',
  ])
})

test("a woman's day of birth is written plus forty", () => {
  assert.equal(syntheticNik({ birthDate: '1990-03-07', sex: 'female', serial: 12 }), '3215004703900012')
})
