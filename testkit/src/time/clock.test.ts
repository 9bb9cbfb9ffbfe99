import { join } from 'node:path'
import { assert, test } from 'vitest'
import { withTempDir } from '../files/temp-dir.ts'
import { fileClock, fixedClock, manualClock, setFileClock } from './clock.ts'

test('a fixed clock stands still, and nobody can move it through the date it gave', () => {
  const clock = fixedClock('2021-08-05T01:00:00.000Z')
  clock.now().setFullYear(1970)
  assert.equal(clock.now().toISOString(), '2021-08-05T01:00:00.000Z')
})

test('a manual clock moves when told, also backwards', () => {
  const clock = manualClock('2021-08-05T01:00:00.000Z')
  clock.advance({ days: 1, minutes: 15 })
  assert.equal(clock.now().toISOString(), '2021-08-06T01:15:00.000Z')
  clock.set('1970-01-01T00:00:00.000Z')
  assert.equal(clock.now().getTime(), 0)
})

test('a file clock follows its file', async () => {
  await withTempDir((directory) => {
    const file = join(directory, 'clock')
    setFileClock(file, '2021-08-05T01:00:00.000Z')
    const clock = fileClock(file)
    assert.equal(clock.now().toISOString(), '2021-08-05T01:00:00.000Z')
    setFileClock(file, new Date('2021-08-09T10:00:00.000Z'))
    assert.equal(clock.now().toISOString(), '2021-08-09T10:00:00.000Z')
    assert.throws(() => setFileClock(file, 'tomorrow'), /not a moment/)
  })
})
