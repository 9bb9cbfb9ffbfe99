import { expect, test } from 'vitest'
import { latestCalls } from './latest-calls.ts'

const now = Date.parse('2021-08-05T02:00:00.000Z')
const call = (number: string, desk: string, at: string) => ({ number, desk, at, stage: 'screening' as const })

test('a person who was called to the next desk is shown only there', () => {
  const shown = latestCalls(
    [
      call('U-001', 'Meja 1', '2021-08-05T01:50:00.000Z'),
      call('U-001', 'Meja 2', '2021-08-05T01:55:00.000Z'),
      call('K-002', 'Meja 1', '2021-08-05T01:58:00.000Z'),
    ],
    now,
  )
  expect(shown.map(({ number, desk }) => `${number} ${desk}`)).toEqual(['K-002 Meja 1', 'U-001 Meja 2'])
})

test('a call of half an hour ago is no longer on the board', () => {
  expect(latestCalls([call('U-001', 'Meja 1', '2021-08-05T01:30:00.000Z')], now)).toEqual([])
})

test('who has been served leaves the board, but not before a slow reader has seen the number', () => {
  const served = (at: string) => ({ ...call('U-001', 'Meja 1', at), movedOn: true })
  expect(latestCalls([served('2021-08-05T01:59:00.000Z')], now)).toEqual([])
  expect(latestCalls([served('2021-08-05T01:59:45.000Z')], now)).toHaveLength(1)
  const waitedFor = { ...call('U-001', 'Meja 1', '2021-08-05T01:50:00.000Z'), movedOn: false }
  expect(latestCalls([waitedFor], now)).toHaveLength(1)
})

test('a person served at the newest desk is not sent back to an older one', () => {
  const older = call('U-001', 'Meja 1', '2021-08-05T01:55:00.000Z')
  const newest = { ...call('U-001', 'Meja 2', '2021-08-05T01:58:00.000Z'), movedOn: true }
  expect(latestCalls([older, newest], now)).toEqual([])
})

test('no more numbers than can be read from the last row', () => {
  const many = Array.from({ length: 20 }, (_, index) =>
    call(`U-${index}`, 'Meja 1', '2021-08-05T01:59:00.000Z'),
  )
  expect(latestCalls(many, now)).toHaveLength(6)
})
