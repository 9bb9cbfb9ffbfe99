import type { NationalCardDose } from '@sentra/contract'
import { type CborMap, isMap, isText } from '../envelope/strict-cbor.ts'
import type { NationalCardWords } from './contents.ts'
import { productOfDvc } from './products.ts'
import { transliterate } from './transliterate.ts'

/**
 * WHO's Digital Vaccination Certificate, the payload of the International Certificate of Vaccination or
 * Prophylaxis (SMART ICVP, model `DVCPayload`, proposed as sub-claim -6). The national card of every
 * vaccine but those against COVID-19, for which the EU DCC stays the form the world reads.
 *
 *   n name  dob birth date  s sex  v { dn dose, tg disease, vp vaccine, mp product, ma manufacturer,
 *   dt date, bo batch, is issuer }
 *
 * Diseases are ICD-11 codes, vaccines ATC codes. The model has no number of doses in a series and no
 * identifier: the first we know for our own products, the second travels as the CWT's `cti`.
 */
export function encodeDvc(words: NationalCardWords): CborMap {
  const dose = words.doses[0]
  if (!dose || words.doses.length !== 1) throw new TypeError('a national card states exactly one dose')
  const vaccination = new Map<string, unknown>([
    ['dn', String(dose.doseNumber)],
    ['tg', dose.targetDisease],
    ['vp', dose.vaccine],
    ['mp', dose.product],
    ['ma', dose.manufacturer],
    ['dt', dose.occurrenceDate],
    ['bo', dose.lotNumber ?? ''],
    ['is', dose.issuer],
  ])
  return new Map<string, unknown>([
    ['n', words.fullName],
    ['dob', words.birthDate],
    ['v', vaccination],
  ])
}

/** Null when a part is missing or of the wrong kind. The model allows a list of certificates; we read the one. */
export function decodeDvc(
  claimed: unknown,
  card: { certificateId: string; country: string },
): NationalCardWords | null {
  const certificate = Array.isArray(claimed) && claimed.length === 1 ? claimed[0] : claimed
  if (!isMap(certificate)) return null
  const fullName = certificate.get('n')
  const birthDate = certificate.get('dob')
  const group = certificate.get('v')
  const entries: unknown[] = Array.isArray(group) ? group : [group]
  if (!isText(fullName, 160) || !isDate(birthDate) || entries.length < 1 || entries.length > 3) return null
  const doses = entries.map((entry) => decodeDose(entry, card.country))
  if (!doses.every((dose) => dose !== null)) return null
  const name = { fn: fullName, fnt: transliterate(fullName) }
  return { ...card, fullName, name, birthDate, doses }
}

function decodeDose(entry: unknown, country: string): NationalCardDose | null {
  if (!isMap(entry)) return null
  const [tg, vp, mp, ma, dt, bo, is, cn] = ['tg', 'vp', 'mp', 'ma', 'dt', 'bo', 'is', 'cn'].map((key) =>
    entry.get(key),
  )
  const doseNumber = doseNumberOf(entry.get('dn'))
  const issuer = is ?? cn
  if (!isText(tg, 40) || !isText(vp, 80) || !isText(ma, 120) || !isDate(dt) || !isText(bo, 40)) return null
  if (!Number.isInteger(doseNumber) || doseNumber < 1 || doseNumber > 9 || !isText(issuer, 120)) return null
  const product = isText(mp, 80) ? mp : vp
  const known = productOfDvc(vp, product)
  const dose = {
    targetDisease: tg,
    vaccine: vp,
    product,
    manufacturer: ma,
    doseNumber,
    seriesDoses: Math.max(known?.seriesDoses ?? doseNumber, doseNumber),
    occurrenceDate: dt,
    country,
    issuer,
    lotNumber: bo,
  }
  return known ? { ...dose, productId: known.productId } : dose
}

/** Its code system has digits; WHO's published example says it in words. */
function doseNumberOf(value: unknown): number {
  const word = doseWords.indexOf(value as string)
  return word < 0 ? Number(value) : word + 1
}

const doseWords = ['FirstDose', 'SecondDose', 'ThirdDose', 'FourthDose', 'FifthDose']

function isDate(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value))
}
