/**
 * What a product is called on a card, and its codes in the EU DCC value sets (SNOMED CT / ATC for the
 * kind of vaccine, EMA organisation and authorisation numbers where there are any).
 *
 * Products against other diseases have the codes of WHO's Digital Vaccination Certificate instead.
 *
 * `inValueSets: false` marks products the value sets never listed: the card is true, but a foreign
 * gate that checks value sets will not know it. Product facts, not codes, come from the campaign.
 */
export interface CardProduct {
  readonly productId: string
  readonly name: string
  readonly manufacturer: string
  readonly icd11: string
  readonly seriesDoses: number
  readonly vp: string
  readonly mp: string
  readonly ma: string
  readonly inValueSets: boolean
  /** SNOMED CT for COVID-19, whose card is an EU DCC; otherwise ICD-11, and the card is a WHO DVC. */
  readonly targetDisease: string
}

export const targetDiseaseCovid19 = '840539006'

const mRna = '1119349007'
const antigen = '1119305005'
const inactivated = '1157024006'
const viralVector = 'J07BX03'

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
  product('covovax', 'Covovax', 'Serum Institute of India', 'XM9T65', 2, antigen, 'Covovax', 'ORG-100001981'),
  outside(product('zifivax', 'Zifivax', 'Anhui Zhifei', 'XM5JC5', 3, antigen, 'Zifivax', 'Anhui-Zhifei')),
  outside(product('indovac', 'IndoVac', 'PT Bio Farma', 'XM5JC5', 2, antigen, 'IndoVac', 'Bio-Farma')),
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
  return cardProducts.find((candidate) => candidate.mp === mp && candidate.ma === ma)
}

export function productOfDvc(vp: string, mp: string): CardProduct | undefined {
  return cardProducts.find((candidate) => candidate.vp === vp && candidate.mp === mp)
}

function product(
  productId: string,
  name: string,
  manufacturer: string,
  icd11: string,
  seriesDoses: number,
  vp: string,
  mp: string,
  ma: string,
): CardProduct {
  const codes = { vp, mp, ma, targetDisease: targetDiseaseCovid19 }
  return { productId, name, manufacturer, icd11, seriesDoses, ...codes, inValueSets: true }
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
  const codes = { vp, mp: name, ma: manufacturer, targetDisease }
  return { productId, name, manufacturer, icd11: '', seriesDoses, ...codes, inValueSets: false }
}

function outside(known: CardProduct): CardProduct {
  return { ...known, inValueSets: false }
}
