import type { NationalCardContents, NationalCardDose } from '@sentra/contract'
import { cardProduct } from '../national/products.ts'

/**
 * The smallest FHIR R4 bundle that the SMART Health Cards vaccination profile allows: one patient, one
 * immunization per dose, no ids, no texts, references by `resource:N`. Vaccines are ICD-11 codes where we
 * know them, because CVX is the list of one nation.
 */
export function vaccinationBundle(card: NationalCardContents): object {
  const patient = {
    resourceType: 'Patient',
    name: [humanName(card)],
    ...(card.birthDate ? { birthDate: card.birthDate } : {}),
  }
  const resources = [patient, ...card.doses.map(immunization)]
  return {
    resourceType: 'Bundle',
    type: 'collection',
    entry: resources.map((resource, index) => ({ fullUrl: `resource:${index}`, resource })),
  }
}

function humanName({ name, fullName }: NationalCardContents): object {
  const family = name.fn ?? fullName
  return name.gn ? { family, given: name.gn.split(' ') } : { family }
}

function immunization(dose: NationalCardDose): object {
  return {
    resourceType: 'Immunization',
    status: 'completed',
    vaccineCode: { coding: [vaccineCoding(dose)] },
    patient: { reference: 'resource:0' },
    occurrenceDateTime: dose.occurrenceDate,
    performer: [{ actor: { display: dose.issuer } }],
    ...(dose.lotNumber ? { lotNumber: dose.lotNumber } : {}),
  }
}

function vaccineCoding(dose: NationalCardDose): object {
  const icd11 = dose.productId ? cardProduct(dose.productId)?.icd11 : undefined
  if (icd11) return { system: 'http://id.who.int/icd/release/11/mms', code: icd11 }
  if (/^J07/.test(dose.vaccine)) return { system: 'http://www.whocc.no/atc', code: dose.vaccine }
  return { system: 'http://snomed.info/sct', code: dose.vaccine }
}
