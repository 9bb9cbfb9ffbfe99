import { productOn } from '@sentra/domain'

/** The product as people know it; before it was authorised, its id. */
export function productName(productId: string, localDate: string): string {
  const product = productOn(productId, localDate)
  return 'refused' in product ? productId : product.name
}
