import type { CommandData, TicketIssued } from '@sentra/contract'
import { healthyAnswers } from '@sentra/testkit'
import type { SiteUnderTest } from './site-under-test.ts'

/** The story's first morning in Karawang, 08:00 local time. */
export const morning = '2021-08-05T01:00:00.000Z'

/** A campaign with its stock, and the first day open. `vials` of ten doses each. */
export async function openDay(site: SiteUnderTest, { vials = 200, days = 5 } = {}): Promise<void> {
  await site.command('C-01', 'campaign.plan', {
    name: 'Vaksinasi massal Karawang',
    placeName: 'Stadion Singaperbangsa',
    productId: 'covid19-biofarma',
    doseNumbers: [1, 2],
    firstDay: '2021-08-05',
    days,
    opensAt: '08:00',
    closesAt: '14:00',
    aefiPhone: '119',
  })
  await receive(site, { vials })
  await site.command('C-01', 'session.open', { localDate: '2021-08-05' })
}

export async function receive(
  site: SiteUnderTest,
  { vials = 200, lotNumber = '202108001', expirationDate = '2021-12-31' } = {},
): Promise<void> {
  await site.command('C-01', 'stock.receive', {
    productId: 'covid19-biofarma',
    lotNumber,
    expirationDate,
    vials,
    dosesPerVial: 10,
  })
}

/** A person who belongs to nobody: district 00 in the number. */
export function person(index: number): CommandData<'visit.register'>['patient'] {
  const serial = String(index + 1).padStart(4, '0')
  return {
    fullName: `Warga Contoh ${letters(index)}`,
    birthDate: '1990-08-05',
    sex: 'male',
    identifiers: [{ kind: 'NIK', value: `321500050890${serial}` }],
  }
}

/** Names without digits, as on an identity card. */
const letters = (index: number) => [...String(index)].map((digit) => 'ABCDEFGHIJ'[Number(digit)]).join('')

export async function admit(site: SiteUnderTest, index: number): Promise<TicketIssued> {
  const { fullName, birthDate } = person(index)
  const answer = await site.command('G-01', 'gate.admit', {
    holder: { fullName, birthDate: birthDate! },
    need: 'none',
  })
  return answer.event.data as TicketIssued
}

export async function register(
  site: SiteUnderTest,
  index: number,
  ticketId: string,
  doseNumber = 1,
): Promise<string> {
  const answer = await site.command('R-01', 'visit.register', {
    ticketId,
    patient: person(index),
    doseNumber,
    identityChecked: 'KTP',
    acceptedWarnings: [],
  })
  return (answer.event.data as { visitId: string }).visitId
}

export { healthyAnswers as healthy }

export async function screen(site: SiteUnderTest, visitId: string): Promise<void> {
  await site.command('S-01', 'screening.record', {
    visitId,
    formId: 'v3',
    answers: healthyAnswers,
    consent: true,
  })
}

export async function openVial(site: SiteUnderTest, lotNumber = '202108001'): Promise<string> {
  const answer = await site.command('V-01', 'stock.open-vial', { lotNumber })
  return (answer.event.data as { vialId: string }).vialId
}

export async function inject(
  site: SiteUnderTest,
  visitId: string,
  vialId: string,
  vaccinator = 'V-01',
): Promise<string> {
  const answer = await site.command(vaccinator, 'immunization.record', {
    visitId,
    vialId,
    bodySite: 'LEFT_ARM',
  })
  return (answer.event.data as { immunizationId: string }).immunizationId
}

/** From the gate to the injection. */
export async function vaccinate(site: SiteUnderTest, index: number, vialId: string) {
  const ticket = await admit(site, index)
  const visitId = await register(site, index, ticket.ticketId)
  await screen(site, visitId)
  const immunizationId = await inject(site, visitId, vialId)
  return { ticket, visitId, immunizationId }
}
