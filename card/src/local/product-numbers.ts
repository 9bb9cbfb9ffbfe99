/**
 * Products by number, because `astrazeneca-vaxzevria` takes twenty-two bytes of a QR and 3 takes one.
 * The place in this list is the number and is frozen: names are only ever added, at the end. A
 * product that is not here travels by its name.
 */
const products: readonly string[] = [
  'sinovac-coronavac',
  'covid19-biofarma',
  'astrazeneca-vaxzevria',
  'sinopharm-bbibp',
  'moderna-spikevax',
  'pfizer-comirnaty',
  'janssen',
  'convidecia',
  'covovax',
  'zifivax',
  'indovac',
  'inavac',
]

export function shortProduct(productId: string): number | string {
  const place = products.indexOf(productId)
  return place < 0 ? productId : place + 1
}

/** Null for a number not given out, and for a name that has a number: a product has one form. */
export function productOfShort(value: unknown): string | null {
  if (typeof value === 'number') return products[value - 1] ?? null
  const isName = typeof value === 'string' && /^[a-z0-9-]{2,40}$/.test(value) && !products.includes(value)
  return isName ? value : null
}
