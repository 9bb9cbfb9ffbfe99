import { expect, test } from 'vitest'
import { ticketReference } from './ticket-reference.ts'

test('a number is understood however it is said', () => {
  for (const shown of ['R-012', 'r012', 'R 12', ' r-12 '])
    expect(ticketReference(shown)).toEqual({ number: 'R-012' })
  expect(ticketReference('W-1204')).toEqual({ number: 'W-1204' })
})

test('a scanned ticket goes to the site as it is', () => {
  expect(ticketReference('ST1:6BF*Z /+1')).toEqual({ text: 'ST1:6BF*Z /+1' })
})
