import type { CommandData, EventData } from '@sentra/contract'
import { healthyAnswers } from '@sentra/testkit'
import type { Hall } from './hall.ts'

type Patient = CommandData<'visit.register'>['patient']
type Need = CommandData<'gate.admit'>['need']

/** A made-up adult. Two numbers never give one name: people are told apart by it. */
export const someone = (index: number, change: Partial<Patient> = {}): Patient => ({
  fullName: `Uji ${[...String(1000 + index)].map((digit) => 'ABCDEFGHIJ'[Number(digit)]).join('')}`,
  birthDate: '1990-08-05',
  sex: 'female',
  identifiers: [],
  ...change,
})

export interface Admitted extends Patient {
  readonly ticketId: string
  readonly number: string
}

/** What happened before the story begins: one desk after another, without a browser. */
export class ByHand {
  private readonly hall: Hall
  constructor(hall: Hall) {
    this.hall = hall
  }

  async admit(patient: Patient, need: Need = 'none'): Promise<Admitted> {
    const { event } = await this.hall.staff('G-01').must('gate.admit', {
      holder: { fullName: patient.fullName, birthDate: patient.birthDate },
      need,
    })
    const { ticketId, number } = event.data as EventData<'ticket.issued'>
    return { ...patient, ticketId, number }
  }

  async register({ ticketId, number: _, ...patient }: Admitted): Promise<string> {
    const { event } = await this.hall.staff('R-01').must('visit.register', {
      ticketId,
      patient,
      doseNumber: 1,
      identityChecked: 'KTP',
      acceptedWarnings: [],
    })
    return (event.data as EventData<'visit.registered'>).visitId
  }

  async screen(visitId: string): Promise<void> {
    await this.hall
      .staff('S-01')
      .must('screening.record', { visitId, formId: 'v3', answers: healthyAnswers, consent: true })
  }

  async openVial(): Promise<string> {
    const { lots } = await this.hall.staff('V-01').ask('stock')
    const lot = lots.find((each) => each.vialsUnopened > 0)
    if (!lot) throw new Error('no vial is left')
    const { event } = await this.hall.staff('V-01').must('stock.open-vial', { lotNumber: lot.lotNumber })
    return (event.data as EventData<'stock.vial-opened'>).vialId
  }

  async inject(visitId: string, vialId: string): Promise<string> {
    const { event } = await this.hall
      .staff('V-01')
      .must('immunization.record', { visitId, vialId, bodySite: 'LEFT_ARM' })
    return (event.data as EventData<'immunization.recorded'>).immunizationId
  }

  /** From the gate to where the vaccinator calls. */
  async screened(patient: Patient): Promise<Admitted & { visitId: string }> {
    const admitted = await this.admit(patient)
    const visitId = await this.register(admitted)
    await this.screen(visitId)
    return { ...admitted, visitId }
  }

  /** From the gate to the injection. */
  async vaccinated(patient: Patient, vialId: string): Promise<Admitted & { visitId: string }> {
    const person = await this.screened(patient)
    await this.inject(person.visitId, vialId)
    return person
  }
}
