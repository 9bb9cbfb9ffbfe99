import { assert, test } from 'vitest'
import { virtualTime } from './virtual-time.ts'

const startAt = '2021-08-05T00:00:00.000Z'

/** Runs `work` while the process's time is the virtual one. */
async function inVirtualTime(work: (time: ReturnType<typeof virtualTime>) => Promise<void>): Promise<void> {
  const time = virtualTime(startAt)
  const giveBack = time.install()
  try {
    await work(time)
  } finally {
    giveBack()
  }
}

test('days pass at once, and everything that asks for the time agrees', async () => {
  await inVirtualTime(async (time) => {
    const seen: string[] = []
    setTimeout(() => seen.push(`later ${new Date().toISOString()}`), 86_400_000)
    setTimeout(async () => {
      await Promise.resolve()
      seen.push(`first ${Date.now() - performance.now()}`)
    }, 1_000)
    await time.advance(time.now() + 2 * 86_400_000)
    assert.deepEqual(seen, ['first 0', 'later 2021-08-06T00:00:00.000Z'])
  })
  assert.isAbove(Date.now(), Date.parse(startAt), 'and the real time is back')
})

test('what is due at one moment is called in the order in which it was set; what was cleared is not', async () => {
  await inVirtualTime(async (time) => {
    const called: number[] = []
    for (const index of [1, 2, 3]) setTimeout(() => called.push(index), 10)
    clearTimeout(setTimeout(() => called.push(0), 5))
    setImmediate(() => called.push(9))
    const every = setInterval(() => called.push(7), 6)
    await time.advance(time.now() + 13)
    clearInterval(every)
    await time.advance(time.now() + 100)
    assert.deepEqual(called, [9, 7, 1, 2, 3, 7])
  })
})

test('the timers of a killed machine never fire; those of the others do', async () => {
  await inVirtualTime(async (time) => {
    const called: string[] = []
    const laptop = { name: 'laptop', alive: true }
    time.within(laptop, () => setTimeout(() => called.push('laptop'), 10))
    setTimeout(() => called.push('station'), 10)
    laptop.alive = false
    await time.advance(time.now() + 20)
    assert.deepEqual(called, ['station'])
  })
})

test('a deadline is one of the virtual time, too', async () => {
  await inVirtualTime(async (time) => {
    const signal = AbortSignal.timeout(30_000)
    await time.advance(time.now() + 29_000)
    assert.isFalse(signal.aborted)
    await time.advance(time.now() + 2_000)
    assert.equal((signal.reason as Error).name, 'TimeoutError')
  })
})
