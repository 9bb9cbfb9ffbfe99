import type { NationalCardContents, Patient } from '@sentra/contract'
import type { Bytes } from '../envelope/bytes.ts'
import { uuidToBytes } from '../envelope/compact-id.ts'
import { claim, claimFromInstant, hcertKey } from '../envelope/cwt.ts'
import { encodeHcertText } from '../envelope/hcert-text.ts'
import { type Refused, refuse } from '../envelope/refused.ts'
import { encodeCbor } from '../envelope/strict-cbor.ts'
import { encodeDcc, type NationalCardWords } from '../national/contents.ts'
import { codeOn } from '../national/dated-code.ts'
import { encodeDvc } from '../national/dvc.ts'
import { cardProduct, targetDiseaseCovid19 } from '../national/products.ts'
import { transliterate } from '../national/transliterate.ts'
import { uvci } from '../national/uvci.ts'
import { afterSigning, type Signed, type Signer } from './es256-signer.ts'
import { assertRecorded, type RecordedImmunization } from './recorded-immunization.ts'
import { signEnvelope } from './sign-envelope.ts'

export interface NationalCardRequest {
  /** Where the hub keeps this card's status: the list's name and the next free index. */
  readonly statusList: string
  readonly statusIndex: number
  /** Two letters, ISO 3166-1. */
  readonly country?: string
  /** Who vouches, as printed: at most 80 characters. */
  readonly issuerName?: string
  readonly correctedPatient?: Patient
  readonly expiresAt?: Date
}

export interface IssuedNationalCard {
  readonly text: string
  readonly contents: NationalCardContents
}

/** A signer's certificate lives two years; a card is made again long before. */
export const nationalCardDays = 365

/**
 * Makes the national card of one accepted dose, as EU DCC 1.3 when it is against COVID-19 and as WHO's DVC
 * otherwise, signed by a document signer that verifiers find by its kid. The identifier follows from the immunization, so making it twice gives
 * the same card, not a second one.
 */
export function issueNationalCard<By extends Signer>(
  immunization: RecordedImmunization,
  request: NationalCardRequest,
  documentSigner: By,
  now: Date,
): Signed<By, IssuedNationalCard> | Refused<'product-without-codes'> {
  assertRecorded(immunization)
  const product = cardProduct(immunization.dose.productId)
  if (!product) return refuse('product-without-codes')

  const issuedAt = wholeSeconds(now)
  const isDcc = product.targetDisease === targetDiseaseCovid19
  const country = request.country ?? 'ID'
  const { patient: firstRecord, immunizationId, doseNumber, occurrenceDate } = immunization.dose
  const patient = request.correctedPatient ?? firstRecord
  const words: NationalCardWords = {
    certificateId: uvci(country, immunizationId),
    fullName: patient.fullName,
    name: { fn: patient.fullName, fnt: transliterate(patient.fullName) },
    birthDate: patient.birthDate,
    doses: [
      {
        targetDisease: product.targetDisease,
        vaccine: codeOn(product.vp, issuedAt.slice(0, 10)),
        product: product.mp.code,
        manufacturer: product.ma.code,
        doseNumber,
        seriesDoses: Math.max(product.seriesDoses, doseNumber),
        occurrenceDate,
        country,
        issuer: request.issuerName ?? 'Kemenkes RI',
        productId: product.productId,
        ...(isDcc ? {} : { lotNumber: immunization.dose.lotNumber }),
      },
    ],
    country,
  }
  const { statusList, statusIndex } = request
  const expiresAt = wholeSeconds(request.expiresAt ?? new Date(now.getTime() + nationalCardDays * 86_400_000))
  const payload = encodeCbor(
    new Map<number, unknown>([
      [claim.issuer, country],
      [claim.expiresAt, claimFromInstant(expiresAt)],
      [claim.issuedAt, claimFromInstant(issuedAt)],
      ...(isDcc ? [] : [[claim.tokenId, uuidToBytes(immunizationId)] as const]),
      [claim.hcert, new Map([isDcc ? [hcertKey.dcc, encodeDcc(words)] : [hcertKey.dvc, encodeDvc(words)]])],
      [claim.status, { status_list: { idx: statusIndex, uri: statusList } }],
    ]),
  )
  const contents = { kind: 'national' as const, ...words, statusList, statusIndex, issuedAt, expiresAt }
  return afterSigning(documentSigner, signEnvelope(payload, documentSigner), (envelope: Bytes) => ({
    text: encodeHcertText(envelope),
    contents,
  }))
}

function wholeSeconds(moment: Date): string {
  return new Date(Math.floor(moment.getTime() / 1000) * 1000).toISOString()
}
