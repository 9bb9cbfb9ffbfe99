import { assert, test } from 'vitest'
import { seededChance } from '../chance/chance.ts'
import { virtualTime } from '../time/virtual-time.ts'
import { FaultyNetwork } from './faulty-network.ts'
import {
  type LinkCondition,
  lineTroubles,
  type NetworkAnswer,
  type NetworkRequest,
  ReceiverGoneError,
  type Surprise,
  surprises,
} from './network.ts'

const startAt = '2021-08-05T00:00:00.000Z'
const second = 1_000
const day = 86_400 * second

/** A receiver that keeps what came, and when. */
class Post {
  alive = true
  readonly came: { number: number; at: number }[] = []
  readonly #now: () => number
  constructor(now: () => number) {
    this.#now = now
  }
  listensTo({ path }: NetworkRequest): boolean {
    return path.startsWith('/post/')
  }
  async take({ path }: NetworkRequest): Promise<NetworkAnswer> {
    if (!this.alive) throw new ReceiverGoneError('gone')
    this.came.push({ number: Number(path.split('/').at(-1)), at: this.#now() })
    return { status: 200, headers: {}, body: Uint8Array.from(Buffer.from(`taken ${path}`)) }
  }
}

/** `count` letters, one every `everyMs`, each with a deadline of two minutes; then the month after the last one. */
async function letters(
  count: number,
  {
    seed = 1,
    everyMs = 1_000,
    condition = 'up' as LinkCondition,
    calm = false,
    gone = false,
    path = '/post',
  } = {},
) {
  const time = virtualTime(startAt)
  const post = new Post(time.now)
  post.alive = !gone
  const seen: Partial<Record<Surprise, number>> = {}
  const network = new FaultyNetwork({
    time,
    chance: seededChance(seed),
    receiver: post,
    onSurprise: (what) => {
      seen[what] = (seen[what] ?? 0) + 1
    },
  })
  network.calm = calm
  network.set('laptop', condition)
  const answers: string[] = []
  const heard = async (number: number) => {
    const signal = AbortSignal.timeout(120 * second)
    answers[number] = await network.fetch(`http://hub.invalid${path}/${number}`, { signal }).then(
      (response) => response.text(),
      (error: Error) => (error.cause as { code?: string } | undefined)?.code ?? error.name,
    )
  }
  const giveBack = time.install()
  try {
    const laptop = { name: 'laptop', alive: true }
    for (let number = 0; number < count; number += 1)
      void time.within(laptop, () => time.sleep(number * everyMs).then(() => heard(number)))
    await time.advance(time.now() + count * everyMs + 40 * day)
  } finally {
    giveBack()
  }
  return { answers, came: post.came, seen }
}

test('a calm line brings every request once, in order, and every answer', async () => {
  const { answers, came, seen } = await letters(500, { calm: true })
  assert.deepEqual(
    came.map(({ number }) => number),
    Array.from({ length: 500 }, (_, number) => number),
  )
  assert.isTrue(answers.every((answer, number) => answer === `taken /post/${number}`))
  assert.deepEqual(seen, {})
})

test('an ordinary line loses, doubles, delays for weeks and lets overtake, and says so each time', async () => {
  const { answers, came, seen } = await letters(2_000, { everyMs: 300 })
  assert.containsAllKeys(seen, [...surprises])
  assert.equal(came.length, 2_000 - seen.lostRequests! + seen.duplicates!)
  const unanswered = answers.filter((answer) => answer === 'TimeoutError').length
  assert.equal(unanswered, seen.lostRequests! + seen.lostAnswers!)
  const first = new Map<number, number>()
  let late = 0
  for (const { number, at } of came) {
    if (at - (first.get(number) ?? at) > 10 * second) late += 1
    if (!first.has(number)) first.set(number, at)
  }
  assert.equal(late, seen['late-duplicates'])
  assert.isAbove(Math.max(...came.map(({ at }) => at)), Date.parse(startAt) + 20 * day)
})

test('the same chance is the same days; another is not', async () => {
  const [one, two, other] = [await letters(300), await letters(300), await letters(300, { seed: 2 })]
  assert.deepEqual(one, two)
  assert.notDeepEqual(one.came, other.came)
})

test('each trouble of a line is what its name says, to the sender and at the other end', async () => {
  const expected: Record<(typeof lineTroubles)[number], [answer: RegExp, arrives: boolean]> = {
    refused: [/^ECONNREFUSED$/, false],
    'black-hole': [/^TimeoutError$/, false],
    'half-open': [/^TimeoutError$/, true],
    'no-name': [/^ENOTFOUND$/, false],
    'captive-portal': [/^<html>/, false],
    slow: [/^taken/, true],
  }
  for (const condition of lineTroubles) {
    const { answers, came } = await letters(20, { calm: true, condition })
    const [answer, arrives] = expected[condition]
    for (const each of answers) assert.match(each, answer, condition)
    assert.equal(came.length, arrives ? 20 : 0, condition)
  }
})

test('who is gone refuses, and so does an address where nobody is', async () => {
  assert.deepEqual((await letters(1, { calm: true, gone: true })).answers, ['ECONNREFUSED'])
  assert.deepEqual((await letters(1, { calm: true, path: '/elsewhere' })).answers, ['ECONNREFUSED'])
})
