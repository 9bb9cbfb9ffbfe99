import { type Static, Type } from 'typebox'

/**
 * The EU Digital COVID Certificate, schema 1.3.0, as far as we issue it: one vaccination. Written from the
 * published structure (ehn-dcc-schema); keys are its own. What we sign for COVID-19 must fit this and hold
 * codes of the value sets below; what we read is judged more kindly (`card/src/national/dcc-schema.ts`).
 */
const Text80 = Type.String({ maxLength: 80 })
const Transliterated = Type.String({ pattern: '^[A-Z<]*$', maxLength: 80 })

export const DccVaccination = Type.Object({
  /** Disease targeted (SNOMED CT). */
  tg: Type.Literal('840539006'),
  /** Kind of vaccine, product, marketing authorisation holder or manufacturer. */
  vp: Type.String(),
  mp: Type.String(),
  ma: Type.String(),
  /** Number of the dose, and doses in the series. */
  dn: Type.Integer({ minimum: 1 }),
  sd: Type.Integer({ minimum: 1 }),
  dt: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
  /** Country of vaccination, issuer, unique certificate identifier. */
  co: Type.String({ pattern: '^[A-Z]{1,10}$' }),
  is: Text80,
  ci: Text80,
})

export const DccCertificate = Type.Object({
  ver: Type.Literal('1.3.0'),
  nam: Type.Object({
    fn: Type.Optional(Text80),
    fnt: Transliterated,
    gn: Type.Optional(Text80),
    gnt: Type.Optional(Transliterated),
  }),
  dob: Type.String({ pattern: '^((19|20)\\d\\d(-\\d\\d){0,2})?$' }),
  v: Type.Array(DccVaccination, { minItems: 1, maxItems: 1 }),
})
export type DccCertificate = Static<typeof DccCertificate>

/** Codes of the published value sets (eHealth Network) that our products use, or may. */
export const dccValueSets = {
  vp: ['1119349007', '1119305005', '1157024006', '1162643001', '29061000087103', 'J07BX03'],
  mp: [
    'EU/1/20/1528',
    'EU/1/20/1507',
    'EU/1/21/1529',
    'EU/1/20/1525',
    'BBIBP-CorV',
    'CoronaVac',
    'Convidecia',
    'Covovax',
  ],
  ma: [
    'ORG-100001699',
    'ORG-100030215',
    'ORG-100001417',
    'ORG-100031184',
    'ORG-100013793',
    'ORG-100020693',
    'ORG-100001981',
    'Sinovac-Biotech',
  ],
} as const
