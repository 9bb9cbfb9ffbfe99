import { seededChance } from '@sentra/testkit'
import { newVisitor, type Visitor } from '../../clinic/visitor.ts'
import { type KarawangPlan, karawangPlan } from '../../karawang/plan.ts'
import { drawComers } from '../../people/comers.ts'
import type { Evidence, Fact } from '../evidence.ts'
import { HandWrittenLog } from './hand-written-log.ts'
import { sealEvidence } from './seal-evidence.ts'

/**
 * Two days, two vials of two doses, six people, written by hand: everything as it should be. The tests
 * spoil one thing at a time and ask the check to say so.
 */
export function smallEvidence(): Evidence & { facts: Fact[]; visitors: Visitor[] } {
  const plan = smallPlan()
  const log = new HandWrittenLog()
  const visitors = drawComers(plan, seededChance(1)).map(newVisitor)
  const id = (name: string) => `${name.padEnd(8, '0').slice(0, 8)}-0000-7000-8000-000000000000`
  const days = ['2021-08-05', '2021-08-06']

  log.add('stock.received', {
    deliveryId: id('d'),
    productId: plan.productId,
    lotNumber: plan.lotNumber,
    expirationDate: plan.expirationDate,
    vials: 2,
    dosesPerVial: 2,
  })
  const session = (at: number, dosesOnHand: number) =>
    log.add('session.opened', {
      plan: {
        localDate: days[at]!,
        day: at + 1,
        daysLeft: 2 - at,
        dosesOnHand,
        quota: 2,
        returnTicketsOutstanding: at,
        walkInRelease: 2 - at,
      },
    })
  const ticket = (person: number, kind: 'day' | 'return', day: number) => {
    const visitor = visitors[person]!
    const lane = kind === 'return' ? 'return-ticket' : 'walk-in'
    const ticketId = id(`aa${person}`)
    log.add('ticket.issued', {
      ticketId,
      kind,
      number: `W-00${person}`,
      lane,
      issuedOn: days[Math.min(day, visitor.comer.day - 1)]!,
      validOn: days[day]!,
      holder: { fullName: visitor.comer.person.fullName },
      holderKey: `${person}`,
      text: `ST1:${person}`,
    })
    Object.assign(visitor, { ticketId, ticketKind: kind, lane, validOnDay: day + 1 })
  }
  const call = (person: number) =>
    log.add('queue.called', { ticketId: id(`aa${person}`), stage: 'registration', desk: 'Meja 1' })
  const vaccinate = (person: number, day: number, vial: string, vialDose: number) => {
    const visitor = visitors[person]!
    const { fullName, birthDate, sex } = visitor.comer.person
    const patient = { patientId: id(`bb${person}`), fullName, birthDate, sex, identifiers: [] }
    const visitId = id(`cc${person}`)
    const immunizationId = id(`dd${person}`)
    log.add('visit.registered', {
      visitId,
      ticketId: id(`aa${person}`),
      localDate: days[day]!,
      patient,
      doseNumber: 1,
      identityChecked: 'KTP',
      warnings: [],
    })
    log.add('screening.recorded', {
      visitId,
      formId: 'v3',
      formVersion: '1',
      answers: {},
      advised: 'PROCEED',
      reasons: [],
      decision: 'PROCEED',
      consent: true,
      observationMinutes: 15,
    })
    log.add('immunization.recorded', {
      immunizationId,
      visitId,
      ticketId: id(`aa${person}`),
      patient,
      doseNumber: 1,
      productId: plan.productId,
      lotNumber: plan.lotNumber,
      expirationDate: plan.expirationDate,
      vialId: id(vial),
      vialDose,
      extraDose: false,
      doseMl: 0.5,
      bodySite: 'LEFT_ARM',
      occurrenceDate: days[day]!,
      observationMinutes: 15,
    })
    Object.assign(visitor, { visitId, immunizationId, vaccinatedAt: 1 })
    visitor.days.push({ day: day + 1, outcome: 'vaccinated' })
    return { visitor, visitId, immunizationId }
  }
  const open = (vial: string) =>
    log.add('stock.vial-opened', {
      vialId: id(vial),
      vialNumber: 1,
      productId: plan.productId,
      lotNumber: plan.lotNumber,
      expirationDate: plan.expirationDate,
      dosesPerVial: 2,
      openedAt: '2021-08-05T01:00:00.000Z',
      openedOn: days[0]!,
      discardAt: '2021-08-05T07:00:00.000Z',
    })
  const close = (vial: string) =>
    log.add('stock.vial-closed', {
      vialId: id(vial),
      closedOn: days[0]!,
      dosesDrawn: 2,
      dosesWasted: 0,
      reason: 'empty',
    })
  const account = (at: number, dosesOnHand: number) =>
    log.add('session.closed', {
      localDate: days[at]!,
      day: at + 1,
      quota: 2,
      dosesGiven: 2,
      dosesWasted: 0,
      dosesOnHand,
      returnTicketsIssued: 1 - at,
      returnTicketsHonoured: at,
      turnedAwayWithoutPromise: at,
      ticketsUnused: 0,
    })
  const paper = (visitor: Visitor, kind: 'local' | 'national', cause: 'outage' | null) =>
    visitor.papers.push({
      kind,
      cardId: id(`${kind === 'local' ? 'ee' : 'ff'}${visitor.comer.index}`),
      immunizationId: visitor.immunizationId!,
      text: 'HC1:',
      handedOverAt: 1,
      cause,
      verdictThen: `valid-${kind}`,
      pdf: null,
      withdrawn: false,
    })

  session(0, 4)
  ticket(0, 'day', 0)
  ticket(1, 'day', 0)
  ticket(2, 'return', 1)
  visitors[2]!.days.push({ day: 1, outcome: 'return-ticket' })
  call(0)
  open('1111')
  const first = vaccinate(0, 0, '1111', 1)
  paper(first.visitor, 'national', null)
  log.add('outage.began', {
    outageId: id('99'),
    target: 'hub',
    since: '2021-08-05T02:00:00.000Z',
    cause: 'refused',
  })
  call(1)
  const second = vaccinate(1, 0, '1111', 2)
  close('1111')
  log.add('local-card.issued', {
    cardId: id('ee1'),
    immunizationId: second.immunizationId,
    visitId: second.visitId,
    serial: 'S',
    statusList: 'l',
    statusIndex: 0,
    deviceCertificateId: 'c',
    expiresOn: '2021-09-04',
    cause: { kind: 'outage', outageId: id('99') },
    text: 'HC1:',
  })
  paper(second.visitor, 'local', 'outage')
  log.add('outage.ended', { outageId: id('99'), target: 'hub', until: '2021-08-05T04:00:00.000Z' })
  account(0, 2)
  second.visitor.papers[0]!.withdrawn = true
  paper(second.visitor, 'national', null)

  session(1, 2)
  ticket(3, 'day', 1)
  log.add('ticket.checked-in', { ticketId: id('aa2'), localDate: days[1]! })
  visitors[2]!.cameBack = true
  call(2)
  call(3)
  open('2222')
  for (const [person, place] of [
    [2, 1],
    [3, 2],
  ] as const)
    paper(vaccinate(person, 1, '2222', place).visitor, 'national', null)
  close('2222')
  for (const statementNumber of ['S-1', 'S-2'])
    log.add('visitor.turned-away', {
      localDate: days[1]!,
      reason: 'last-day',
      statementNumber,
      lane: 'walk-in',
    })
  for (const late of [4, 5]) visitors[late]!.days.push({ day: 2, outcome: 'statement', reason: 'last-day' })
  account(1, 0)
  return { ...sealEvidence({ plan, facts: log.facts, visitors }), facts: log.facts, visitors }
}

function smallPlan(): KarawangPlan {
  return {
    ...karawangPlan({ seed: 1 }),
    days: 2,
    vials: 2,
    dosesPerVial: 2,
    people: 6,
    comersPerDayMin: 3,
    pdfSample: 0,
    lostAnswerProbability: 0,
  }
}
