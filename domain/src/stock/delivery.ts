import type { EventDraft, LocalDate, StockReceived, StockWasted } from '@sentra/contract'
import { isLocalDate } from '../campaign/local-date.ts'
import { type Product, productName } from '../products/product.ts'
import { type Refusal, refuse } from '../refusal.ts'
import type { Lot } from './vial.ts'

/**
 * Books a delivery. A lot number means one product, one expiration date and one vial size: a second
 * delivery of a lot that says otherwise is a mistyped label, and is found here rather than in an audit.
 */
export function receiveStock(input: {
  deliveryId: string
  delivery: Omit<StockReceived, 'deliveryId'>
  product: Product
  today: LocalDate
  /** The lot as the site knows it already, if it does. */
  knownLot: Lot | null
}):
  | EventDraft<'stock.received'>
  | Refusal<
      'expiration-date-invalid' | 'lot-expired' | 'lot-mismatch' | 'presentation-unknown' | 'wrong-product'
    > {
  const { delivery, product, knownLot } = input
  const { lotNumber, expirationDate, dosesPerVial } = delivery
  if (delivery.productId !== product.productId)
    return refuse('wrong-product', {
      field: 'productId',
      details: { productId: productName(delivery.productId), campaignProductId: product.name },
    })
  if (!isLocalDate(expirationDate)) return refuse('expiration-date-invalid', { field: 'expirationDate' })
  if (expirationDate < input.today)
    return refuse('lot-expired', { field: 'expirationDate', details: { lotNumber, expirationDate } })
  if (!product.presentations.some((size) => size.dosesPerVial === dosesPerVial))
    return refuse('presentation-unknown', {
      field: 'dosesPerVial',
      details: {
        productId: product.name,
        dosesPerVial,
        known: product.presentations.map((size) => size.dosesPerVial).join(', '),
      },
    })
  for (const field of ['productId', 'expirationDate', 'dosesPerVial'] as const) {
    if (knownLot !== null && knownLot[field] !== delivery[field])
      return refuse('lot-mismatch', {
        field,
        details: { lotNumber, field: labelWords[field], known: knownLabel(knownLot, field) },
      })
  }
  return { type: 'stock.received', data: { deliveryId: input.deliveryId, ...delivery } }
}

/** What a vial's label says, in words. */
const labelWords = {
  productId: { id: 'vaksin', en: 'vaccine' },
  expirationDate: { id: 'tanggal kedaluwarsa', en: 'expiration date' },
  dosesPerVial: { id: 'jumlah dosis per vial', en: 'doses per vial' },
} as const

const knownLabel = (lot: Lot, field: keyof typeof labelWords) =>
  field === 'productId' ? productName(lot.productId) : lot[field]

/** Writes off unopened vials. Opened ones are closed instead: what is left in them is counted in doses. */
export function wasteStock(
  lot: Lot | null,
  wastage: StockWasted,
): EventDraft<'stock.wasted'> | Refusal<'unknown-lot' | 'no-vials-left'> {
  const { lotNumber } = wastage
  if (lot === null) return refuse('unknown-lot', { field: 'lotNumber', details: { lotNumber } })
  if (wastage.vials > lot.vialsUnopened)
    return refuse('no-vials-left', {
      field: 'vials',
      details: { lotNumber, vialsUnopened: lot.vialsUnopened },
    })
  return { type: 'stock.wasted', data: wastage }
}
