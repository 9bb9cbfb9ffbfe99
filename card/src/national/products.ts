import { type DatedCode, fixed, from, type Sourced, sourced, until } from './dated-code.ts'

/**
 * What a product is called on a card, and its codes: in the EU DCC value sets (SNOMED CT / ATC for the kind of
 * vaccine, EMA organisation and authorisation numbers where there are any) for COVID-19, in WHO's Digital
 * Vaccination Certificate (ICD-11, ATC) for other diseases.
 *
 * Value sets change, so each code says since and until when a certificate may bear it, where that was read and how
 * sure we are. Product facts, not codes, come from the campaign.
 */
export interface CardProduct {
  readonly productId: string
  readonly name: string
  readonly manufacturer: string
  readonly icd11: string
  readonly seriesDoses: number
  /** Kind of vaccine; by the day the certificate is made. */
  readonly vp: readonly DatedCode[]
  readonly mp: Sourced
  readonly ma: Sourced
  /**
   * False for products the value sets never listed: the card is true, but a foreign gate that checks value sets
   * will not know it.
   */
  readonly inValueSets: boolean
  /** SNOMED CT for COVID-19, whose card is an EU DCC; otherwise ICD-11, and the card is a WHO DVC. */
  readonly targetDisease: string
}

export const targetDiseaseCovid19 = '840539006'

/** The release of the value sets in which the product and manufacturer codes below were found. */
const names = 'eHealth Network value sets, 2022-01-26'
/** Which kinds of vaccine there are, and which one each product has. */
const kinds = 'eHealth Network value sets, 2023-01-25; encoding instructions, 2022-12-12'

// J07BX03 was the only code for most until SNOMED CT had better ones; the set of 2023-01-25 calls it deprecated.
const mRna = [fixed('1119349007', kinds, 'high')]
const viralVector = [
  until('J07BX03', '2023-01-24', kinds, 'high'),
  from('29061000087103', '2023-01-25', kinds, 'high'),
]
const inactivated = [
  until('J07BX03', '2022-01-30', kinds, 'high'),
  from('1157024006', '2022-01-31', kinds, 'medium'),
]
const proteinSubunit = [
  until('J07BX03', '2022-01-30', kinds, 'high'),
  from('1162643001', '2022-01-31', kinds, 'medium'),
]

/** ATC as the International Patient Summary's value set has it; which code a product has is on its label. */
const atc = 'WHO ATC, in HL7 IPS value set vaccines-whoatc-uv-ips'
const ourName = 'the trade name: the model asks for an identifier of a trade item and names no list'

/** Diseases by the codes on our cards, and where those were read. */
export const diseases: readonly Sourced[] = [
  sourced(targetDiseaseCovid19, names, 'high'),
  sourced('1D47', 'WHO SMART ICVP 0.3.0, value set ICVPDiseaseTargeted', 'high'),
  sourced('1C81', 'WHO SMART ICVP 0.3.0, value set ICVPDiseaseTargeted', 'high'),
  sourced('1F03', 'WHO SMART TS 0.1.0, code system ICD11 (measles)', 'high'),
  // Nowhere found: from memory of ICD-11. To be looked up before the first such card.
  sourced('1C1C', 'none: not found in what was at hand', 'low'),
]

export const cardProducts: readonly CardProduct[] = [
  product(
    'sinovac-coronavac',
    'CoronaVac',
    'Sinovac',
    'XM7HT3',
    2,
    inactivated,
    'CoronaVac',
    'Sinovac-Biotech',
  ),
  product(
    'covid19-biofarma',
    'COVID-19 Bio Farma',
    'PT Bio Farma',
    'XM7HT3',
    2,
    inactivated,
    'CoronaVac',
    'Sinovac-Biotech',
    // Filled in Bandung from the same bulk: the sets name no product of its own, and say nothing about this.
    'medium',
  ),
  product(
    'astrazeneca-vaxzevria',
    'Vaxzevria',
    'AstraZeneca',
    'XM4YL8',
    2,
    viralVector,
    'EU/1/21/1529',
    'ORG-100001699',
  ),
  product(
    'sinopharm-bbibp',
    'BBIBP-CorV',
    'Sinopharm',
    'XM8866',
    2,
    inactivated,
    'BBIBP-CorV',
    'ORG-100020693',
  ),
  product('moderna-spikevax', 'Spikevax', 'Moderna', 'XM3DT5', 2, mRna, 'EU/1/20/1507', 'ORG-100031184'),
  product(
    'pfizer-comirnaty',
    'Comirnaty',
    'Pfizer-BioNTech',
    'XM8NQ0',
    2,
    mRna,
    'EU/1/20/1528',
    'ORG-100030215',
  ),
  product(
    'janssen',
    'Jcovden (Janssen)',
    'Janssen',
    'XM6QV1',
    1,
    viralVector,
    'EU/1/20/1525',
    'ORG-100001417',
  ),
  product('convidecia', 'Convidecia', 'CanSino', 'XM1AG7', 1, viralVector, 'Convidecia', 'ORG-100013793'),
  product(
    'covovax',
    'Covovax',
    'Serum Institute of India',
    'XM9T65',
    2,
    proteinSubunit,
    'Covovax',
    'ORG-100001981',
  ),
  outside(
    product('zifivax', 'Zifivax', 'Anhui Zhifei', 'XM5JC5', 3, proteinSubunit, 'Zifivax', 'Anhui-Zhifei'),
  ),
  outside(product('indovac', 'IndoVac', 'PT Bio Farma', 'XM5JC5', 2, proteinSubunit, 'IndoVac', 'Bio-Farma')),
  outside(product('inavac', 'InaVac', 'PT Biotis', 'XM1NL1', 2, inactivated, 'InaVac', 'Biotis')),
  other('yellow-fever-stamaril', 'Stamaril', 'Sanofi', 1, 'J07BL01', '1D47'),
  other('meningococcal-menveo', 'Menveo', 'GSK', 1, 'J07AH08', '1C1C'),
  other('meningococcal-menactra', 'Menactra', 'Sanofi', 1, 'J07AH08', '1C1C'),
  other('polio-bopv-biofarma', 'bOPV', 'PT Bio Farma', 4, 'J07BF04', '1C81'),
  other('measles-rubella-biofarma', 'MR', 'PT Bio Farma', 3, 'J07BD53', '1F03'),
]

export function cardProduct(productId: string): CardProduct | undefined {
  return cardProducts.find((candidate) => candidate.productId === productId)
}

/** The way back, for reading a card: product and manufacturer codes to our product, the first that fits. */
export function productOfCodes(mp: string, ma: string): CardProduct | undefined {
  return cardProducts.find((candidate) => candidate.mp.code === mp && candidate.ma.code === ma)
}

export function productOfDvc(vp: string, mp: string): CardProduct | undefined {
  return cardProducts.find(
    (candidate) => candidate.mp.code === mp && candidate.vp.some(({ code }) => code === vp),
  )
}

function product(
  productId: string,
  name: string,
  manufacturer: string,
  icd11: string,
  seriesDoses: number,
  vp: readonly DatedCode[],
  mp: string,
  ma: string,
  confidence: Sourced['confidence'] = 'high',
): CardProduct {
  const codes = { vp, mp: sourced(mp, names, confidence), ma: sourced(ma, names, confidence) }
  const facts = { productId, name, manufacturer, icd11, seriesDoses }
  return { ...facts, ...codes, targetDisease: targetDiseaseCovid19, inValueSets: true }
}

/** A vaccine with an ATC code against a disease with an ICD-11 code. */
function other(
  productId: string,
  name: string,
  manufacturer: string,
  seriesDoses: number,
  vp: string,
  targetDisease: string,
): CardProduct {
  const facts = { productId, name, manufacturer, icd11: '', seriesDoses, targetDisease }
  const codes = {
    vp: [fixed(vp, atc, 'high')],
    mp: sourced(name, ourName, 'low'),
    ma: sourced(manufacturer, ourName, 'low'),
  }
  return { ...facts, ...codes, inValueSets: false }
}

/** Names that stand in no value set, because none has the product. */
function outside(known: CardProduct): CardProduct {
  const source = 'none: looked for in the eHealth Network value sets and not found'
  return {
    ...known,
    mp: sourced(known.mp.code, source, 'low'),
    ma: sourced(known.ma.code, source, 'low'),
    inValueSets: false,
  }
}
