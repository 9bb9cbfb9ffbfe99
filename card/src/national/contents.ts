import type { NationalCardContents, NationalCardDose } from '@sentra/contract'
import { type CborMap, isCount, isMap, isText } from '../envelope/strict-cbor.ts'
import { productOfCodes } from './products.ts'

/**
 * The national card's words in EU DCC 1.3 shape, which the WHO network took over. Foreign cards are
 * read with the same eyes, so unknown keys are passed over, not refused.
 */
export const dccVersion = '1.3.0'

export type NationalCardWords = Pick<
  NationalCardContents,
  'certificateId' | 'fullName' | 'name' | 'birthDate' | 'doses' | 'country'
>

/** The schema allows exactly one vaccination in a certificate. */
export function encodeDcc(words: NationalCardWords): CborMap {
  const dose = words.doses[0]
  if (!dose || words.doses.length !== 1) throw new TypeError('a national card states exactly one dose')
  return new Map<string, unknown>([
    ['ver', dccVersion],
    ['nam', new Map(Object.entries(words.name))],
    ['dob', words.birthDate],
    ['v', [new Map(Object.entries({ ...codes(dose), ci: words.certificateId }))]],
  ])
}

/** Assumes what the caller checked: `dccFault` finds none, and it is about a vaccination. Null for what we cannot show. */
export function decodeDcc(map: unknown): NationalCardWords | null {
  if (!isMap(map)) return null
  const name = decodeName(map.get('nam'))
  const birthDate = map.get('dob') as string
  const entries = map.get('v')
  if (!name || !Array.isArray(entries) || entries.length > 3) return null
  const doses = entries.map(decodeDose)
  const certificateId = isMap(entries[0]) ? entries[0].get('ci') : null
  if (!doses.every((dose) => dose !== null) || !isText(certificateId, 80)) return null
  const fullName = [name.gn, name.fn].filter(Boolean).join(' ') || name.fnt
  return {
    certificateId,
    fullName,
    name,
    birthDate: birthDate.slice(0, 10),
    doses,
    country: doses[0]!.country,
  }
}

function codes(dose: NationalCardDose): Record<string, unknown> {
  return {
    tg: dose.targetDisease,
    vp: dose.vaccine,
    mp: dose.product,
    ma: dose.manufacturer,
    dn: dose.doseNumber,
    sd: dose.seriesDoses,
    dt: dose.occurrenceDate,
    co: dose.country,
    is: dose.issuer,
  }
}

function decodeDose(entry: unknown): NationalCardDose | null {
  if (!isMap(entry)) return null
  const [tg, vp, mp, ma, dn, sd, dt, co, is] = ['tg', 'vp', 'mp', 'ma', 'dn', 'sd', 'dt', 'co', 'is'].map(
    (key) => entry.get(key),
  )
  if (!isText(tg) || !isText(vp) || !isText(mp) || !isText(ma) || !isText(co, 3) || !isText(is, 80))
    return null
  if (!isCount(dn) || dn < 1 || dn > 9 || !isCount(sd) || sd < 1 || sd > 9) return null
  if (!isText(dt, 40) || !/^\d{4}-\d{2}-\d{2}/.test(dt)) return null
  const dose = {
    targetDisease: tg,
    vaccine: vp,
    product: mp,
    manufacturer: ma,
    doseNumber: dn,
    seriesDoses: sd,
    occurrenceDate: dt.slice(0, 10),
    country: co,
    issuer: is,
  }
  const known = productOfCodes(mp, ma)
  return known ? { ...dose, productId: known.productId } : dose
}

function decodeName(map: unknown): NationalCardContents['name'] | null {
  if (!isMap(map) || !isText(map.get('fnt'), 80)) return null
  const entries = ['fn', 'fnt', 'gn', 'gnt'].map((key) => [key, map.get(key)] as const)
  const present = entries.filter(([, value]) => isText(value, 80))
  return Object.fromEntries(present) as NationalCardContents['name']
}
