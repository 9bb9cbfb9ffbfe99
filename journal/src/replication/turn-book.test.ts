import assert from 'node:assert/strict'
import { test } from 'vitest'
import { TurnBook } from './turn-book.ts'

function bookAt(eventsPerSecond: number) {
  let now = 0
  const book = new TurnBook({ now: () => now, eventsPerSecond })
  const pass = (seconds: number) => {
    now += 1000 * seconds
  }
  return { book, pass }
}

test('the first comes at once, the others when what lies before them is done', () => {
  const { book } = bookAt(100)
  assert.equal(book.turnOf('krw-01', 3_000), 0)
  assert.equal(book.turnOf('krw-02', 1_000), 30_000)
  assert.equal(book.turnOf('krw-03', 500), 40_000)
  assert.equal(book.turnOf('krw-02', 1_200), 30_000, 'who asks again keeps the place')
})

test('turns come nearer as batches are taken, and a site without a turn takes nobody’s place', () => {
  const { book } = bookAt(100)
  book.turnOf('krw-01', 3_000)
  book.turnOf('krw-02', 1_000)
  book.took('krw-01', 2_000)
  assert.equal(book.turnOf('krw-02', 1_000), 10_000)
  book.took('krw-09', 900)
  assert.equal(book.turnOf('krw-02', 1_000), 10_000)
  book.took('krw-01', 1_000)
  assert.equal(book.turnOf('krw-02', 1_000), 0)
})

test('a site that never comes holds nobody up for long', () => {
  const { book, pass } = bookAt(100)
  book.turnOf('gone', 100_000)
  assert.ok(book.turnOf('krw-02', 100) > 0)
  pass(31)
  assert.equal(book.turnOf('krw-02', 100), 0)
})

test('refusals make later turns, and a hub that is quicker than it thought gives earlier ones', () => {
  const slow = bookAt(1_000)
  slow.book.turnOf('krw-01', 10_000)
  slow.book.took('krw-01', 1_000)
  slow.book.refused()
  slow.pass(2)
  slow.book.refused()
  const first = slow.book.turnOf('krw-02', 1)
  assert.ok(first > 12_000 && first < 13_500, 'at 700 a second: one bad moment is not believed at once')
  for (let window = 0; window < 3; window += 1) {
    slow.book.took('krw-01', 500)
    slow.book.refused()
    slow.pass(2)
    slow.book.refused()
  }
  assert.ok(slow.book.turnOf('krw-02', 1) > 30_000, 'at 250 a second, when it stays so')

  const quick = bookAt(1_000)
  quick.book.turnOf('krw-01', 100_000)
  for (let second = 0; second < 10; second += 1) {
    quick.pass(1)
    quick.book.took('krw-01', 5_000)
  }
  assert.ok(quick.book.turnOf('krw-02', 1) < 15_000, 'at 5,000 a second or more')
})

test('the speed that one site alone has shown is not promised to hundreds a minute later', () => {
  const { book, pass } = bookAt(1_000)
  book.turnOf('krw-01', 60_000)
  for (let second = 0; second < 10; second += 1) {
    pass(1)
    book.took('krw-01', 6_000)
  }
  for (let second = 0; second < 60; second += 2) {
    pass(2)
    book.took('krw-02', 1)
  }
  book.turnOf('krw-03', 10_000)
  const wait = book.turnOf('krw-04', 10_000)
  assert.ok(
    wait > 7_000,
    `10,000 events by the speed of a hub that nobody has hurried for a minute, not ${wait} ms`,
  )
})
