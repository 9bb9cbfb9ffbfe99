import { assert, test } from 'vitest'
import { declareOutage, endOutage, type OngoingOutage, outageForCard } from './index.ts'

const now = '2021-08-05T03:15:00.000Z'
const seen: OngoingOutage = { outageId: 'seen', target: 'hub', declaredBy: null }
const said: OngoingOutage = { outageId: 'said', target: 'pcare', declaredBy: 'C-01' }

const declare = (more: Partial<Parameters<typeof declareOutage>[0]> = {}) =>
  declareOutage({
    outageId: 'new',
    target: 'pcare',
    declared: { reason: 'cannot-save' },
    ongoing: [],
    now,
    ...more,
  })

test('a coordinator declares PCare out, with what is seen, and the word is marked as declared', () => {
  assert.deepEqual(declare({ declared: { reason: 'cannot-save', note: ' putus sejak 10.15 ' } }), {
    type: 'outage.began',
    data: {
      outageId: 'new',
      target: 'pcare',
      since: now,
      cause: 'declared',
      declared: { reason: 'cannot-save', note: 'putus sejak 10.15' },
    },
  })
})

test('one declaration for each service; what the machine saw stands beside it', () => {
  const refused = declare({ ongoing: [said] })
  assert.equal('refused' in refused && refused.refused, 'outage-already-declared')
  assert.isOk('type' in declare({ target: 'hub', ongoing: [said, seen] }))
})

test('“other” needs a few words, and words about people are refused', () => {
  const noteOf = (note: string) => {
    const answer = declare({ declared: { reason: 'other', note } })
    return 'refused' in answer ? answer.refused : 'declared'
  }
  assert.equal(noteOf('  '), 'outage-note-needed')
  assert.equal(noteOf('NIK 3215-0001 0190'), 'outage-note-has-number')
  assert.equal(noteOf('telp 0812 3456 7890'), 'outage-note-has-number')
  assert.equal(noteOf('tanya a@b.id'), 'outage-note-has-number')
  assert.equal(noteOf('galat 502 sejak 10.15'), 'declared')
})

test('a declared outage is ended by a person, a detected one is not', () => {
  const end = (outage: Parameters<typeof endOutage>[0]['outage']) => endOutage({ outage, backlog: 7, now })
  assert.deepEqual(end({ ...said, over: false }), {
    type: 'outage.ended',
    data: { outageId: 'said', target: 'pcare', until: now },
  })
  assert.deepEqual(end({ ...said, target: 'hub', over: false }), {
    type: 'outage.ended',
    data: { outageId: 'said', target: 'hub', until: now, backlog: 7 },
  })
  assert.deepEqual(end({ ...seen, over: false }), { refused: 'outage-is-detected' })
  assert.deepEqual(end({ ...said, over: true }), { refused: 'outage-is-over' })
  assert.deepEqual(end(null), { refused: 'not-found', field: 'outageId' })
})

test('a card points at what the machine saw, else at what somebody else declared', () => {
  assert.equal(outageForCard([said, seen], 'K-01')?.outageId, 'seen')
  assert.equal(outageForCard([said], 'K-01')?.outageId, 'said')
  assert.equal(outageForCard([said], 'C-01'), null, 'not on one person’s word alone')
  assert.equal(outageForCard([said], null)?.outageId, 'said')
})

test('a card does not wait for SATUSEHAT, so its outage is no reason for a local one', () => {
  assert.equal(
    outageForCard(
      [
        { ...said, target: 'satusehat' },
        { ...seen, target: 'satusehat' },
      ],
      'K-01',
    ),
    null,
  )
})
