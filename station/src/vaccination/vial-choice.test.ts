import type { VialView } from '@sentra/contract'
import { expect, test } from 'vitest'
import { dosesLeft, vialToUse } from './vial-choice.ts'

const vial = (vialId: string, dosesDrawn: number, discardAt: string): VialView => ({
  vialId,
  vialNumber: 1,
  productId: 'covid19-biofarma',
  lotNumber: 'L1',
  expirationDate: '2021-12-31',
  dosesPerVial: 10,
  dosesDrawn,
  openedAt: '2021-08-05T01:00:00.000Z',
  discardAt,
  closed: false,
})

test('the vial that must be discarded first is emptied first', () => {
  const late = vial('late', 2, '2021-08-05T08:00:00.000Z')
  const soon = vial('soon', 7, '2021-08-05T07:00:00.000Z')
  expect(vialToUse([late, soon], null)?.vialId).toBe('soon')
})

test('an empty vial is only used when somebody chooses it', () => {
  const empty = vial('empty', 10, '2021-08-05T07:00:00.000Z')
  expect(vialToUse([empty], null)).toBe(null)
  expect(vialToUse([empty], 'empty')?.vialId).toBe('empty')
  expect(dosesLeft({ ...empty, dosesDrawn: 11 })).toBe(0)
})
