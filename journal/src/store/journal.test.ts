import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'vitest'
import { openCheckpoint, siteVerifier } from '../checkpoint/checkpoint.ts'
import { consistencyProof, verifyConsistency } from '../merkle/consistency-proof.ts'
import { leafHash } from '../merkle/hash.ts'
import { inclusionProof, verifyInclusion } from '../merkle/inclusion-proof.ts'
import {
  countDose,
  doses,
  eventId,
  giveDose,
  giveDoses,
  type TemporaryJournal,
  temporaryJournal,
  testLogKey,
} from '../testing/temporary-journal.ts'
import type { Journal } from './journal.ts'

let temporary: TemporaryJournal
let journal: Journal
beforeEach(() => {
  temporary = temporaryJournal()
  journal = temporary.journal
})
afterEach(() => temporary.dispose())

test('facts are numbered from one without a hole, across restarts', async () => {
  await giveDoses(journal, 1, 300)
  journal = temporary.reopen()
  await giveDoses(journal, 301, 20)
  assert.deepEqual(
    journal.read(1, 1_000).map(({ seq }) => seq),
    Array.from({ length: 320 }, (_, index) => index + 1),
  )
  assert.equal(doses(journal), 320)
  assert.deepEqual(journal.verifyAll(), { sound: true, size: 320, root: journal.rootAt(320) })
})

test('an event carries who, where and when, and comes back by its id', async () => {
  const answer = await journal.submit({ ...giveDose(1), occurredAt: '2021-08-05T01:14:59.000Z' })
  assert.ok(answer.kind === 'recorded')
  assert.deepEqual(answer.event, {
    site: 'krw-01',
    epoch: 1,
    seq: 1,
    eventId: eventId(1),
    type: 'dose.given',
    occurredAt: '2021-08-05T01:14:59.000Z',
    recordedAt: '2021-08-05T01:15:00.000Z',
    actor: 'V-03',
    device: 'desk-1',
    data: { lot: 'EX7731', number: 1 },
  })
  assert.deepEqual(journal.eventById(eventId(1)), answer.event)
  assert.equal(journal.eventById(eventId(2)), undefined)
})

test('a command sent twice is one fact and has one answer, at once or a day later', async () => {
  const [first, again] = await Promise.all([journal.submit(giveDose(1)), journal.submit(giveDose(1))])
  assert.ok(first.kind === 'recorded' && again.kind === 'duplicate')
  assert.deepEqual(again.event, first.event)
  journal = temporary.reopen()
  assert.deepEqual(await journal.submit(giveDose(1)), { kind: 'duplicate', event: first.event })
  assert.equal(journal.size, 1)
  assert.equal(doses(journal), 1)
})

test('another command under a used id is a conflict and changes nothing', async () => {
  await journal.submit(giveDose(1))
  assert.deepEqual(await journal.submit({ ...giveDose(1, 'EX9000'), eventId: eventId(1) }), {
    kind: 'conflict',
  })
  assert.equal(journal.size, 1)
})

test('a refusal leaves no trace, and the same command can succeed later', async () => {
  const refusal = { refused: 'vial-empty', vialId: 'vial-1' } as const
  const answer = await journal.submit<typeof refusal>({ ...giveDose(1), decide: () => refusal })
  assert.deepEqual(answer, { kind: 'refused', refusal })
  assert.equal(journal.size, 0)
  assert.equal((await journal.submit(giveDose(1))).kind, 'recorded')
})

test('a decision sees every fact before it, also those of the same commit', async () => {
  const onlyTwo = (number: number) => ({
    ...giveDose(number),
    decide: () =>
      doses(journal) < 2
        ? { type: 'dose.given', data: { lot: 'EX7731', number } }
        : { refused: 'vial-empty' },
  })
  const kinds = await Promise.all(
    [1, 2, 3, 4].map(async (number) => (await journal.submit(onlyTwo(number))).kind),
  )
  assert.deepEqual(kinds, ['recorded', 'recorded', 'refused', 'refused'])
})

test('when a view fails, its own command is undone and the others of the commit stand', async () => {
  journal = temporary.reopen({
    project: (event, database) => {
      countDose(event, database)
      if ((event.data as { lot: string }).lot === 'BROKEN') throw new Error('the view cannot show this')
    },
  })
  const answers = await Promise.allSettled([
    journal.submit(giveDose(1)),
    journal.submit(giveDose(2, 'BROKEN')),
    journal.submit(giveDose(3)),
  ])
  assert.deepEqual(
    answers.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  )
  assert.deepEqual(
    journal.read(1, 10).map((event) => [event.seq, event.eventId]),
    [
      [1, eventId(1)],
      [2, eventId(3)],
    ],
  )
  assert.equal(doses(journal), 2)
  assert.ok(journal.verifyAll().sound)
  assert.equal(journal.stopped, null)
})

test('a thrown decision, a wrong id or data no JSON can hold rejects that command alone', async () => {
  const answers = await Promise.allSettled([
    journal.submit({
      ...giveDose(1),
      decide: () => {
        throw new Error('a bug')
      },
    }),
    journal.submit({ ...giveDose(2), eventId: 'not-a-uuid' }),
    journal.submit({ ...giveDose(3), decide: () => ({ type: 'dose.given', data: { doses: 1n } }) }),
    journal.submit(giveDose(4)),
  ])
  assert.deepEqual(
    answers.map(({ status }) => status),
    ['rejected', 'rejected', 'rejected', 'fulfilled'],
  )
  assert.equal(journal.size, 1)
})

test('a command that throws beside the hub’s word takes nothing of it along, whoever came first', async () => {
  const applied: number[] = []
  const answers = await Promise.allSettled([
    journal.submit(giveDose(1)),
    journal.transact(({ record }) => {
      applied.push(2)
      record(giveDose(2))
    }),
    journal.submit({ ...giveDose(3), eventId: 'not-a-uuid' }),
    journal.submit(giveDose(4)),
  ])
  assert.deepEqual(
    answers.map(({ status }) => status),
    ['fulfilled', 'fulfilled', 'rejected', 'fulfilled'],
  )
  assert.deepEqual(applied, [2], 'what the hub said was applied once')
  assert.equal(journal.size, 3)
  assert.equal(doses(journal), 3)
  assert.ok(journal.verifyAll().sound)
})

test('a command that throws is undone alone also when it came last of many', async () => {
  const answers = await Promise.allSettled([
    ...Array.from({ length: 20 }, (_, index) => journal.submit(giveDose(index + 1))),
    journal.submit({ ...giveDose(21), eventId: 'not-a-uuid' }),
    journal.submit(giveDose(22)),
  ])
  assert.equal(answers.filter(({ status }) => status === 'rejected').length, 1)
  assert.equal(answers[20]!.status, 'rejected')
  assert.equal(journal.size, 21)
  assert.equal(doses(journal), 21)
  assert.ok(journal.verifyAll().sound)
})

test('several facts and a view of the caller are written together or not at all', async () => {
  await assert.rejects(
    journal.transact(({ record }) => {
      record(giveDose(1))
      record(giveDose(2))
      throw new Error('second thoughts')
    }),
    /second thoughts/,
  )
  assert.equal(journal.size, 0)
  const kinds = await journal.transact(({ record }) => [record(giveDose(1)).kind, record(giveDose(2)).kind])
  assert.deepEqual(kinds, ['recorded', 'recorded'])
  assert.equal(doses(journal), 2)
})

test('listeners hear of facts after they are on the disk, once', async () => {
  const heard: number[] = []
  const stop = journal.subscribe((events) => {
    assert.ok(!journal.database.inTransaction)
    heard.push(...events.map(({ seq }) => seq))
  })
  await giveDoses(journal, 1, 3)
  await journal.submit(giveDose(2))
  stop()
  await journal.submit(giveDose(4))
  assert.deepEqual(heard, [1, 2, 3])
})

test('views built again from the log are the views as they were', async () => {
  await giveDoses(journal, 1, 40)
  await journal.submit(giveDose(99, 'EX9000'))
  const view = () => journal.database.prepare('SELECT * FROM dose_count ORDER BY lot').all()
  const before = view()
  journal.database.exec("UPDATE dose_count SET doses = 7000 WHERE lot = 'EX9000'")
  assert.deepEqual(
    journal.rebuild((database) => database.exec('DELETE FROM dose_count')),
    { events: 41, notShown: 0 },
  )
  assert.deepEqual(view(), before)
})

test('a checkpoint of now and of any time before is signed, and proofs against it hold', async () => {
  await giveDoses(journal, 1, 700)
  const verifier = siteVerifier('krw-01', 1, testLogKey)
  for (const size of [0, 1, 255, 256, 257, 512, 699, 700]) {
    const checkpoint = openCheckpoint(journal.checkpoint(size), verifier)
    assert.ok('size' in checkpoint)
    assert.equal(checkpoint.size, size)
    assert.ok(
      verifyConsistency(
        size,
        700,
        checkpoint.root,
        journal.rootAt(700),
        consistencyProof(journal.tree, size, 700),
      ),
    )
  }
  const [stored] = journal.lines(321, 1)
  const proof = inclusionProof(journal.tree, 320, 700)
  assert.ok(verifyInclusion(leafHash(stored!.line), 320, 700, journal.rootAt(700), proof))
  assert.equal(Buffer.from(journal.rootAt(700)).toString('base64'), journal.head().root)
})

test('a closed journal has committed what waited and takes no more', async () => {
  const waiting = journal.submit(giveDose(1))
  journal.close()
  assert.equal((await waiting).kind, 'recorded')
  await assert.rejects(journal.submit(giveDose(2)), { name: 'JournalStoppedError', reason: 'closed' })
})

test('the file of another site or epoch is not taken for ours', async () => {
  await giveDoses(journal, 1, 2)
  assert.throws(() => temporary.reopen({ site: 'krw-02' }), { name: 'WrongJournalError' })
  assert.throws(() => temporary.reopen({ epoch: 2 }), { name: 'WrongJournalError' })
})
