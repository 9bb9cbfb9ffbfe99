import { expect, test } from 'vitest'
import { extraDosesAllowed, type Product, productIds, productOn } from './product.ts'

const on = (productId: string, localDate: string) => productOn(productId, localDate) as Product

test('the minimum age of the Bio Farma vaccine fell from 18 to 12 to 6 during 2021', () => {
  expect(on('covid19-biofarma', '2021-06-27').minAgeYears).toBe(18)
  expect(on('covid19-biofarma', '2021-06-28').minAgeYears).toBe(12)
  expect(on('covid19-biofarma', '2021-12-14').minAgeYears).toBe(6)
})

test('a product is not used before it was authorised', () => {
  expect(productOn('indovac', '2021-08-05')).toMatchObject({ refused: 'product-not-authorised' })
  expect(productOn('nothing', '2021-08-05')).toMatchObject({ refused: 'unknown-product' })
})

test('a ten-dose vial may give an eleventh dose; no other size gives more than its label', () => {
  expect(extraDosesAllowed(on('covid19-biofarma', '2021-08-05'), 10)).toBe(1)
  expect(extraDosesAllowed(on('sinovac-coronavac', '2021-08-05'), 1)).toBe(0)
  expect(extraDosesAllowed(on('pfizer-comirnaty', '2021-09-05'), 6)).toBe(0)
})

test('every product with a known vial has its doses, hours and interval', () => {
  for (const productId of productIds.filter((id) => id !== 'inavac')) {
    const product = on(productId, '2023-01-01')
    expect(product.openVialHours, productId).toBe(6)
    expect(product.dosesPerVial, productId).toBeGreaterThan(0)
    if (product.primaryDoses > 1) expect(product.intervalDays?.min, productId).toBeGreaterThan(13)
  }
})
