import type { LocalDate } from '@sentra/contract'
import data from '../../data/vaccine-products.json' with { type: 'json' }
import { type Refusal, refuse } from '../refusal.ts'

/** A vaccine product as it may be used on one day. Facts from `data/vaccine-products.json`. */
export interface Product {
  readonly productId: string
  readonly name: string
  readonly brand: string
  readonly manufacturer: string
  /** ICD-11 MMS code of the vaccine. */
  readonly icd11: string
  readonly cvx: string
  readonly doseMl: number
  /** Doses on the label of the usual vial. */
  readonly dosesPerVial: number
  /** Every vial size it comes in, and how many doses more than the label it may honestly give. */
  readonly presentations: readonly { readonly dosesPerVial: number; readonly extraDoses: number }[]
  /** Hours an opened vial may be used; the WHO default where the leaflet is not known. */
  readonly openVialHours: number
  readonly primaryDoses: number
  /** null where one dose is the whole series. */
  readonly intervalDays: { readonly min: number; readonly recommended: number } | null
  readonly minAgeYears: number
}

interface ProductRecord {
  productId: string
  name: string
  brand: string
  manufacturer: string
  icd11: string
  cvx: string
  doseMl: number
  presentations: { dosesPerVial: number; extraDoses: number }[]
  openVialHours: number | null
  primaryDoses: number
  intervalDays: { min: number; recommended: number } | null
  minAgeYears: { from: string; age: number }[]
}

const records = data.products as unknown as readonly ProductRecord[]

/** The name on the label; a product this version does not know goes by its id. */
export const productName = (productId: string): string =>
  records.find((record) => record.productId === productId)?.name ?? productId

export const productIds: readonly string[] = records.map((record) => record.productId)

/**
 * The product with the rules of that day: the minimum age fell three times in 2021, and a product is
 * refused before its first authorisation.
 */
export function productOn(
  productId: string,
  localDate: LocalDate,
): Product | Refusal<'unknown-product' | 'product-not-authorised'> {
  const record = records.find((candidate) => candidate.productId === productId)
  if (record === undefined) return refuse('unknown-product', { field: 'productId', details: { productId } })

  const ageRule = record.minAgeYears.filter((rule) => rule.from <= localDate).at(-1)
  const [usual] = record.presentations
  if (ageRule === undefined || usual === undefined)
    return refuse('product-not-authorised', {
      field: 'productId',
      details: { productId: productName(productId), localDate },
    })

  return {
    productId,
    name: record.name,
    brand: record.brand,
    manufacturer: record.manufacturer,
    icd11: record.icd11,
    cvx: record.cvx,
    doseMl: record.doseMl,
    dosesPerVial: usual.dosesPerVial,
    presentations: record.presentations.map(({ dosesPerVial, extraDoses }) => ({ dosesPerVial, extraDoses })),
    openVialHours: record.openVialHours ?? data.openVialHoursDefault.hours,
    primaryDoses: record.primaryDoses,
    intervalDays: record.intervalDays,
    minAgeYears: ageRule.age,
  }
}

/** How many doses beyond the label a vial of this size may give: stated each time, never silent. */
export function extraDosesAllowed(product: Product, dosesPerVial: number): number {
  return product.presentations.find((size) => size.dosesPerVial === dosesPerVial)?.extraDoses ?? 0
}
