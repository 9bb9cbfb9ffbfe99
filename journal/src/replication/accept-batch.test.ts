import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { signCheckpoint, siteSigner, siteVerifier } from '../checkpoint/checkpoint.ts'
import { encodeEventLine } from '../event/event-line.ts'
import { appendLeaves, emptyFrontier, frontierRoot } from '../merkle/frontier.ts'
import { leafHash } from '../merkle/hash.ts'
import { eventId, testLogKey } from '../testing/temporary-journal.ts'
import { type AcceptedBatch, acceptBatch, type BatchAtHub } from './accept-batch.ts'

type Line = string | Uint8Array

function line(seq: number, changes: object = {}): string {
  const at = '2021-08-05T01:15:00.000Z'
  const event = {
    site: 'krw-01',
    epoch: 1,
    seq,
    eventId: eventId(seq),
    type: 'dose.given',
    occurredAt: at,
    recordedAt: at,
  }
  return encodeEventLine({ ...event, actor: 'V-03', device: 'desk-1', data: { number: seq }, ...changes })
    .line
}

const lines = (count: number): Line[] => Array.from({ length: count }, (_, index) => line(index + 1))
const frontierOf = (all: readonly Line[]) => appendLeaves(emptyFrontier, all.map(leafHash))

/** The batch that a site with history `all` sends, from `from` up to `to`, to a hub that holds `known`. */
function batchOf(all: readonly Line[], known: readonly Line[], from: number, to: number): BatchAtHub {
  return {
    site: 'krw-01',
    knownHead: { epoch: 1, size: known.length, frontier: frontierOf(known) },
    from,
    lines: all.slice(from - 1, to),
    checkpointNote: signCheckpoint(
      { origin: 'sentra/krw-01/1', size: to, root: frontierRoot(frontierOf(all.slice(0, to))) },
      siteSigner('krw-01', 1, testLogKey),
    ),
    siteVerifier: siteVerifier('krw-01', 1, testLogKey),
    existingLeafHash: (seq) => (known[seq - 1] === undefined ? undefined : leafHash(known[seq - 1]!)),
    validate: (event) =>
      (event.data as { number: number }).number === 13 ? 'data.number does not fit' : null,
  }
}

const taken = (answer: AcceptedBatch | { refused: string }) => {
  assert.ok('records' in answer, JSON.stringify(answer))
  return answer
}

test('a batch that follows is accepted record by record, and the tree grows by it', () => {
  const all = lines(9)
  const answer = taken(acceptBatch(batchOf(all, all.slice(0, 4), 5, 9)))
  assert.deepEqual(
    answer.records.map(({ seq, outcome, event }) => [seq, outcome, event?.eventId]),
    [5, 6, 7, 8, 9].map((seq) => [seq, 'accepted', eventId(seq)]),
  )
  assert.deepEqual(frontierRoot(answer.newFrontier), frontierRoot(frontierOf(all)))
})

test('one broken record keeps its place, is refused with its reason, and holds up nothing behind it', () => {
  const broken: [Line, string][] = [
    ['{"site":"krw-01",', 'not-json'],
    ['{}', 'not-an-event'],
    ['', 'not-json'],
    [Uint8Array.of(0x7b, 0xff, 0xfe), 'not-text'],
    [line(3, { site: 'krw-02' }), 'wrong-site'],
    [line(3, { epoch: 2 }), 'wrong-epoch'],
    [line(4), 'wrong-seq'],
    [line(3, { data: { number: 13 } }), 'data.number does not fit'],
    [`{"x":"${'y'.repeat(70_000)}"}`, 'too-long'],
  ]
  for (const [bad, reason] of broken) {
    const all = lines(6).with(2, bad)
    const answer = taken(acceptBatch(batchOf(all, [], 1, 6)))
    const [third, ...others] = [answer.records[2]!, ...answer.records.toSpliced(2, 1)]
    assert.deepEqual([third.outcome, third.reason], ['refused', reason])
    assert.ok(others.every(({ outcome }) => outcome === 'accepted'))
    assert.deepEqual(third.leafHash, leafHash(bad))
    assert.equal(answer.newSize, 6)
  }
})

test('an event of a type nobody here knows is accepted, and its unknown fields are kept', () => {
  const future = JSON.stringify({ ...JSON.parse(line(1, { type: 'robot.waved' })), mood: 'cheerful' })
  const answer = taken(acceptBatch(batchOf([future], [], 1, 1)))
  assert.equal(answer.records[0]!.outcome, 'accepted')
  assert.equal(answer.records[0]!.line, future)
})

test('a hole, another history or a damaged checkpoint is refused by name and nothing is taken', () => {
  const all = lines(9)
  const known = all.slice(0, 4)
  assert.deepEqual(acceptBatch(batchOf(all, known, 6, 9)), { refused: 'gap' })

  const other = all.with(2, line(3, { data: { number: 33 } }))
  assert.deepEqual(acceptBatch(batchOf(other, known, 1, 9)), { refused: 'fork' }, 'the overlap differs')
  assert.deepEqual(acceptBatch(batchOf(other, known, 5, 9)), { refused: 'fork' }, 'the signed root differs')

  const good = batchOf(all, known, 5, 9)
  for (const checkpointNote of [
    '',
    good.checkpointNote.replace('9\n', '8\n'),
    batchOf(all, known, 5, 8).checkpointNote,
  ]) {
    assert.deepEqual(acceptBatch({ ...good, checkpointNote }), { refused: 'bad-checkpoint' })
  }
})

test('a checkpoint without events asks for the receipt again, and only for the tree as it is', () => {
  const all = lines(9)
  const answer = taken(acceptBatch(batchOf(all, all, 10, 9)))
  assert.deepEqual([answer.newSize, answer.records.length], [9, 0])
  const other = all.with(2, line(3, { data: { number: 33 } }))
  assert.deepEqual(acceptBatch(batchOf(other, all, 10, 9)), { refused: 'fork' })
})

test('batches in any order, repeated at any time, leave the hub with each event once and in its place', () => {
  const all = lines(24)
  const someBatch = fc.tuple(fc.integer({ min: 1, max: 24 }), fc.integer({ min: 0, max: 23 }))
  fc.assert(
    fc.property(fc.array(someBatch, { maxLength: 40 }), (tries) => {
      let known: Line[] = []
      for (const [from, more] of tries) {
        const to = Math.min(24, from + more)
        const answer = acceptBatch(batchOf(all, known, from, to))
        if ('refused' in answer) {
          assert.equal(answer.refused, 'gap')
          assert.ok(from > known.length + 1)
          continue
        }
        for (const { seq, outcome } of answer.records) {
          assert.equal(outcome, seq <= known.length ? 'duplicate' : seq === 13 ? 'refused' : 'accepted')
        }
        known = all.slice(0, answer.newSize)
        assert.deepEqual(frontierRoot(answer.newFrontier), frontierRoot(frontierOf(known)))
      }
    }),
    { numRuns: 500 },
  )
})
