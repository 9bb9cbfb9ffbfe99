import { expect, test } from 'vitest'
import { chooseGroup } from './choose-group.ts'

const most = { eventsMax: 2_000, batchesMax: 3 }
const backlog = (siteId: string, events: number) => ({ siteId, lane: 'backlog' as const, events })
const live = (siteId: string, events = 1) => ({ siteId, lane: 'live' as const, events })

test('a dose of this minute shares no commit with a backlog, whoever came first', () => {
  const line = [backlog('krw-01', 1_000), live('krw-02'), backlog('krw-03', 1_000), live('krw-04')]
  expect(chooseGroup(line, new Set(), { kind: 'live', ...most })).toEqual([1, 3])
  expect(chooseGroup(line, new Set(), { kind: 'backlog', ...most })).toEqual([0, 2])
})

test('of one site only the first in line goes, and none while its batch is under way', () => {
  const line = [backlog('krw-01', 900), live('krw-01'), live('krw-02'), live('krw-02')]
  expect(chooseGroup(line, new Set(), { kind: 'live', ...most })).toEqual([2])
  expect(chooseGroup(line, new Set(['krw-02']), { kind: 'live', ...most })).toEqual([])
  expect(chooseGroup(line, new Set(), { kind: 'backlog', ...most })).toEqual([0])
})

test('a group is full by its events or its batches, and a batch too large for any goes alone', () => {
  expect(
    chooseGroup([backlog('a', 1_500), backlog('b', 600), backlog('c', 500)], new Set(), {
      kind: 'backlog',
      ...most,
    }),
  ).toEqual([0, 2])
  expect(
    chooseGroup([live('a'), live('b'), live('c'), live('d')], new Set(), { kind: 'live', ...most }),
  ).toEqual([0, 1, 2])
  expect(
    chooseGroup([backlog('a', 2_000), backlog('b', 1)], new Set(), {
      kind: 'backlog',
      eventsMax: 1_000,
      batchesMax: 3,
    }),
  ).toEqual([0])
})
