import { assert, test } from 'vitest'
import { openLineChecker } from './line-checker.ts'

const lines = Array.from({ length: 1_000 }, (_, index) => Buffer.from(`{"number":${index}}`))

test('while a thousand lines are checked, others have their turn ten times and more', async () => {
  let turns = 0
  let done = false
  const others = () => {
    turns += 1
    if (!done) setImmediate(others)
  }
  const checking = openLineChecker().check(lines)
  others()
  const checked = await checking
  done = true
  assert.equal(checked.length, 1_000)
  assert.isAtLeast(turns, 10)
})

test('batches are checked in the order they came, and a line that is no text holds up none', async () => {
  const checker = openLineChecker()
  const order: string[] = []
  const first = checker.check([...lines, Buffer.from([0xff])]).then((checked) => {
    order.push('first')
    return checked
  })
  const second = checker.check(lines.slice(0, 1)).then(() => order.push('second'))
  assert.equal((await first).at(-1)!.reason, 'not-text')
  await second
  assert.deepEqual(order, ['first', 'second'])
})
