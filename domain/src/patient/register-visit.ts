import type { EventDraft, LocalDate, TicketHolder, VisitRegistered } from '@sentra/contract'
import type { Product } from '../products/product.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { type Ticket, type TicketSpent, ticketSpent } from '../tickets/ticket.ts'
import { assignCategory } from './category.ts'
import { compareWithKnownDoses, type KnownDose } from './known-doses.ts'
import { namesAgree } from './name.ts'
import { checkPerson, type PatientInput, type PersonRefusal } from './person-data.ts'

/** Recorded without asking: common, and nothing the registrar could mend. */
const recordedWithoutAsking: readonly string[] = ['NIK_DISTRICT']

/**
 * Registers the person who holds a ticket. Impossible data is refused by field and a dose they have
 * had is not repeated; everything merely unlikely is shown once, accepted by the registrar, and kept
 * on the record. Nobody is refused because a NIK looks wrong or is "taken".
 */
export function registerVisit(input: {
  ticket: Ticket
  today: LocalDate
  patientInput: PatientInput
  patientId: string
  visitId: string
  doseNumber: number
  acceptedWarnings: readonly string[]
  campaign: { readonly doseNumbers: readonly number[] }
  product: Product
  knownDoses: readonly KnownDose[]
  identityChecked: VisitRegistered['identityChecked']
  desk?: string | undefined
  /** `P-{site}-{id}`, given to a person who brought no number at all. */
  provisionalIdentifier?: string | undefined
}):
  | EventDraft<'visit.registered'>
  | Refusal<
      | TicketSpent
      | 'ticket-not-checked-in'
      | 'already-registered'
      | 'holder-is-another-person'
      | PersonRefusal
      | 'dose-not-in-campaign'
      | 'age-below-minimum'
      | 'second-first-dose'
      | 'interval-too-short'
      | 'warnings-not-accepted'
    > {
  const { ticket, today, product, doseNumber, campaign } = input
  const spent = ticketSpent(ticket, today)
  if (spent !== null) return spent
  const ticketDetails = { field: 'ticketId', details: { number: ticket.number } }
  if (ticket.state === 'in-visit') return refuse('already-registered', ticketDetails)
  if (ticket.state === 'issued') return refuse('ticket-not-checked-in', ticketDetails)

  const { minAgeYears } = product
  const checked = checkPerson(input.patientInput, {
    today,
    minAgeYears,
    provisionalIdentifier: input.provisionalIdentifier,
  })
  if (isRefusal(checked)) return checked
  const { person, ageYears } = checked

  const holder = compareWithHolder(person, ticket.holder)
  if (holder === 'another-person') return refuse('holder-is-another-person', ticketDetails)
  if (!campaign.doseNumbers.includes(doseNumber))
    return refuse('dose-not-in-campaign', {
      field: 'doseNumber',
      details: { doseNumber, doseNumbers: campaign.doseNumbers.join(', ') },
    })
  if (ageYears < minAgeYears)
    return refuse('age-below-minimum', {
      field: 'patient.birthDate',
      details: { ageYears, minimumYears: minAgeYears },
    })

  const compared = compareWithKnownDoses(person, { doseNumber, today, product }, input.knownDoses)
  if (isRefusal(compared)) return compared

  const warnings = [
    ...checked.warnings,
    ...compared,
    ...(holder === 'differs' ? ['HOLDER_NAME_DIFFERS'] : []),
  ]
  const unseen = warnings.filter(
    (warning) => !recordedWithoutAsking.includes(warning) && !input.acceptedWarnings.includes(warning),
  )
  if (unseen.length > 0)
    return refuse('warnings-not-accepted', {
      field: 'acceptedWarnings',
      details: { warnings: unseen.join(', ') },
    })

  return {
    type: 'visit.registered',
    data: {
      visitId: input.visitId,
      ticketId: ticket.ticketId,
      localDate: today,
      patient: {
        ...person,
        patientId: input.patientId,
        category: assignCategory({ ageYears, declared: person.category }),
      },
      doseNumber,
      identityChecked: input.identityChecked,
      warnings: [...new Set(warnings)],
      ...(input.desk === undefined ? {} : { desk: input.desk }),
    },
  }
}

/**
 * A ticket is not transferable, but a gate mishears: another name alone is a warning. Another name
 * with another birth date or another number is another person.
 */
function compareWithHolder(
  person: PatientInput,
  holder: TicketHolder,
): 'same' | 'differs' | 'another-person' {
  if (namesAgree(person.fullName, holder.fullName)) return 'same'
  const nik = person.identifiers.find((identifier) => identifier.kind === 'NIK')?.value
  const otherBirthDate = holder.birthDate !== undefined && holder.birthDate !== person.birthDate
  const otherNik = holder.nikLast4 !== undefined && nik !== undefined && !nik.endsWith(holder.nikLast4)
  return otherBirthDate || otherNik ? 'another-person' : 'differs'
}
